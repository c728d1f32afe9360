"""The part of the control side that plays people."""

from aiohttp import web

from bot.demo import people
from bot.demo.call import Upload
from bot.demo.control import answer, body, chat_view, user_view, wait_for_news
from bot.demo.people import CannotDo
from bot.demo.shapes import Json
from bot.demo.state import Chat, Message, User
from bot.demo.world import World


class PeopleControl:
    """Handlers that act for one person."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[web.RouteDef]:
        """List the routes."""
        person = "/control/users/{user_id}"
        return [
            web.post("/control/users", self.create),
            web.get(person, self.show),
            web.delete(person, self.deactivate),
            web.post(f"{person}/text", self.text),
            web.post(f"{person}/open", self.open_link),
            web.post(f"{person}/files", self.files),
            web.post(f"{person}/contact", self.contact),
            web.post(f"{person}/location", self.location),
            web.post(f"{person}/tap", self.tap),
            web.post(f"{person}/edit", self.edit),
            web.post(f"{person}/delete", self.delete),
            web.post(f"{person}/forward", self.forward),
            web.post(f"{person}/block", self.block),
            web.post(f"{person}/unblock", self.unblock),
            web.post(f"{person}/groups", self.create_group),
            web.get("/control/chats/{chat_id}", self.chat),
            web.delete("/control/chats/{chat_id}", self.clear),
        ]

    def _user(self, request: web.Request) -> User:
        return self.world.users[int(request.match_info["user_id"])]

    def _chat(self, user: User, wish: Json) -> Chat:
        return self.world.chats[int(wish.get("chat_id") or user.id)]

    def _sent(self, chat: Chat, message: Message) -> web.Response:
        return answer({"message": message.for_page(), "version": chat.version})

    async def create(self, request: web.Request) -> web.Response:
        user = people.create_user(self.world, await body(request))
        return answer(user_view(self.world, user))

    async def show(self, request: web.Request) -> web.Response:
        return answer(user_view(self.world, self._user(request)))

    async def deactivate(self, request: web.Request) -> web.Response:
        user = self._user(request)
        user.deactivated = True
        self.world.hub.publish("users")
        return answer({"ok": True})

    async def text(self, request: web.Request) -> web.Response:
        user, wish = self._user(request), await body(request)
        chat = self._chat(user, wish)
        content = people.text(str(wish["text"]))
        message = people.say(self.world, user, chat, content, reply_to=wish.get("reply_to"))
        return self._sent(chat, message)

    async def open_link(self, request: web.Request) -> web.Response:
        user, wish = self._user(request), await body(request)
        chat = self._chat(user, {})
        people.block(self.world, user, chat, blocked=False)
        content = people.text(people.start_command(str(wish.get("link", ""))))
        return self._sent(chat, people.say(self.world, user, chat, content))

    async def files(self, request: web.Request) -> web.Response:
        user = self._user(request)
        form = await request.post()
        wish = {name: str(value) for name, value in form.items() if isinstance(value, str)}
        uploads = [
            Upload(part.filename, part.content_type, part.file.read())
            for part in form.getall("file", [])
            if isinstance(part, web.FileField)
        ]
        if not uploads:
            raise CannotDo("no file in the request")
        chat = self._chat(user, wish)
        group = {"media_group_id": f"{user.id}{self.world.updates.next_id}"}
        for number, upload in enumerate(uploads):
            content = people.file(
                self.world,
                wish.get("as", "document"),
                upload,
                wish.get("caption", "") if number == 0 else "",
                int(wish.get("seconds", "1")),
            )
            album = group if len(uploads) > 1 else {}
            message = people.say(self.world, user, chat, {**content, **album})
        return self._sent(chat, message)

    async def contact(self, request: web.Request) -> web.Response:
        user, wish = self._user(request), await body(request)
        chat = self._chat(user, wish)
        details = {k: v for k, v in wish.items() if k != "chat_id"}
        return self._sent(chat, people.say(self.world, user, chat, people.contact(user, details)))

    async def location(self, request: web.Request) -> web.Response:
        user, wish = self._user(request), await body(request)
        chat = self._chat(user, wish)
        place = {name: float(wish[name]) for name in ("latitude", "longitude")}
        return self._sent(chat, people.say(self.world, user, chat, {"location": place}))

    async def tap(self, request: web.Request) -> web.Response:
        """Tap a button by its label, or send any data as a forged client would."""
        user, wish = self._user(request), await body(request)
        chat = self._chat(user, wish)
        number = int(wish.get("message_id") or 0)
        if "data" in wish:
            newest = max(chat.messages, default=0)
            return self._tapped(user, chat, number or newest, str(wish["data"]))
        label = str(wish["label"])
        found = people.find_button(chat, label, number)
        if found is None:
            return self._tap_reply_keyboard(user, chat, label)
        message, button = found
        if "callback_data" in button:
            return self._tapped(user, chat, message.message_id, button["callback_data"])
        shown = {k: v for k, v in button.items() if k in {"url", "copy_text"}}
        return answer({**shown, "version": chat.version})

    def _tapped(self, user: User, chat: Chat, message_id: int, data: str) -> web.Response:
        if chat.blocked:
            raise CannotDo("the bot is blocked: unblock it first")
        callback = self.world.tap(user, chat, message_id, data)
        return answer({"callback": callback.as_json(), "version": chat.version})

    def _tap_reply_keyboard(self, user: User, chat: Chat, label: str) -> web.Response:
        rows = (chat.keyboard or {}).get("keyboard", [])
        button = next((b for row in rows for b in row if b["text"].strip() == label.strip()), None)
        if button is None:
            raise CannotDo(f"no button {label!r}; there are {people.labels(chat)}")
        content = people.text(label)
        if button.get("request_contact"):
            content = people.contact(user, {})
        elif button.get("request_location"):
            content = {"location": {"latitude": -6.2, "longitude": 106.8}}
        return self._sent(chat, people.say(self.world, user, chat, content))

    async def edit(self, request: web.Request) -> web.Response:
        user, wish = self._user(request), await body(request)
        chat = self._chat(user, wish)
        words = str(wish["text"])
        message = people.edit(self.world, user, chat, int(wish["message_id"]), words)
        return self._sent(chat, message)

    async def delete(self, request: web.Request) -> web.Response:
        user, wish = self._user(request), await body(request)
        chat = self._chat(user, wish)
        self.world.erase(chat, int(wish["message_id"]))
        return answer({"version": chat.version})

    async def forward(self, request: web.Request) -> web.Response:
        user, wish = self._user(request), await body(request)
        source = self.world.chats[int(wish.get("from_chat_id") or user.id)]
        message = source.messages[int(wish["message_id"])]
        chat = self._chat(user, wish)
        return self._sent(chat, people.forward(self.world, user, chat, message))

    async def block(self, request: web.Request) -> web.Response:
        return await self._block(request, blocked=True)

    async def unblock(self, request: web.Request) -> web.Response:
        return await self._block(request, blocked=False)

    async def _block(self, request: web.Request, *, blocked: bool) -> web.Response:
        user, wish = self._user(request), await body(request)
        chat = self._chat(user, wish)
        people.block(self.world, user, chat, blocked=blocked)
        self.world.hub.publish("users")
        return answer({"version": chat.version})

    async def create_group(self, request: web.Request) -> web.Response:
        user, wish = self._user(request), await body(request)
        members = [int(number) for number in wish.get("members", [])]
        group = people.create_group(self.world, user, str(wish["title"]), members)
        return answer(group.as_json())

    async def chat(self, request: web.Request) -> web.Response:
        """Read a chat; `newer_than` and `wait` hold the answer until it has changed."""
        chat = self.world.chats[int(request.match_info["chat_id"])]
        seconds = float(request.query.get("wait", "0"))
        newer_than = int(request.query.get("newer_than", "-1"))
        if seconds > 0:
            await wait_for_news(self.world, chat, newer_than, seconds)
        number = int(request.query.get("user_id", str(chat.id)))
        return answer(chat_view(self.world, chat, self.world.users.get(number)))

    async def clear(self, request: web.Request) -> web.Response:
        chat = self.world.chats[int(request.match_info["chat_id"])]
        people.clear(self.world, chat)
        return answer({"version": chat.version})
