"""A stock python-telegram-bot echo bot with its defaults: what ours is measured against."""

import os

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text(update.message.text)


if __name__ == "__main__":
    url = os.environ["BENCH_API_URL"]
    application = (
        ApplicationBuilder().token(os.environ["BENCH_TOKEN"]).base_url(f"{url}/bot").build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()
