"""What the demonstration says on the command line, in both languages."""

_WORDS = {
    "id": {
        "founding": "Menyiapkan {agency} …",
        "starting": "Menyalakan bot …",
        "joining": "{count} orang membuka undangannya …",
        "month": "Memainkan bulan {month} …",
        "coming_back": "Melanjutkan demonstrasi yang lalu …",
        "going_on": "Ceritanya masih dimainkan; halaman sudah dapat dibuka.",
        "ready": "Siap sesudah {seconds} detik. Buka di peramban (Ctrl-C untuk menutup):",
        "missed": "{who} tidak dapat bermain ({kind}): {reason}",
        "ended": "Bot berhenti dengan status {status}; lihat {log}",
        "closing": "Menutup demonstrasi …",
        "port": "Porta {port} sedang dipakai.",
        "invitation": (
            "Undangan yang diterima {name} dari pengelola kinerja:\n{link}\n\n"
            "Bot akan menanyakan NIP: {nip}"
        ),
    },
    "en": {
        "founding": "Setting up {agency} …",
        "starting": "Starting the bot …",
        "joining": "{count} people open their invitations …",
        "month": "Playing month {month} …",
        "coming_back": "Going on with the last demonstration …",
        "going_on": "The story is still being played; the page can be opened already.",
        "ready": "Ready after {seconds} seconds. Open in a browser (Ctrl-C to close):",
        "missed": "{who} could not play ({kind}): {reason}",
        "ended": "The bot ended with status {status}; see {log}",
        "closing": "Closing the demonstration …",
        "port": "Port {port} is in use.",
        "invitation": (
            "The invitation that {name} received from the administrator:\n{link}\n\n"
            "The bot will ask for the NIP: {nip}"
        ),
    },
}


class Words:
    """The sentences of one language."""

    def __init__(self, language: str) -> None:
        self._sentences = _WORDS.get(language, _WORDS["id"])

    def say(self, name: str, **values: object) -> str:
        """Give a sentence with its values filled in; without any it is left as it stands."""
        sentence = self._sentences[name]
        return sentence.format(**values) if values else sentence
