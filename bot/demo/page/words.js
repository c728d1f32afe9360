// The page's own words in both languages.

const WORDS = {
  id: {
    title: "Kinerja – demonstrasi", clock: "Jam demonstrasi", people: "Pengguna",
    hour: "+1 jam", day: "+1 hari", month: "Bulan depan", deadline: "Ke tenggat", phones: "Ponsel",
    addPhone: "Tambah ponsel", addPerson: "Tambah pengguna", name: "Nama", note: "Peran (keterangan)",
    language: "Bahasa", cancel: "Batal", save: "Simpan", playing: "Anda sebagai",
    closePhone: "Tutup ponsel ini", more: "Pilihan obrolan", chat: "Obrolan", toEnd: "Ke pesan terbaru",
    commands: "Menu perintah", attach: "Lampirkan", message: "Pesan", keyboard: "Papan tombol",
    send: "Kirim", typing: "sedang mengetik…", bot: "bot", start: "Mulai", unblock: "Buka blokir bot",
    block: "Blokir bot", clear: "Hapus obrolan", photo: "Foto", document: "Berkas", voice: "Pesan suara (berkas)",
    video: "Video", contact: "Kontak saya", location: "Lokasi", reply: "Balas", edit: "Ubah", remove: "Hapus",
    copy: "Salin teks", forward: "Teruskan ke bot", edited: "diubah", protected: "Dilindungi: tidak dapat diteruskan atau disalin",
    silent: "Dikirim tanpa suara", copied: "Disalin ke papan klip", forwarded: "Diteruskan dari", shareContact: "Bagikan nomor telepon Anda kepada bot?",
    shareLocation: "Bagikan lokasi Anda kepada bot?", share: "Bagikan", ok: "Baik", openLink: "Buka tautan ini?", open: "Buka",
    offline: "Sambungan terputus, mencoba lagi…", empty: "Belum ada pesan. Tekan Mulai untuk menyapa bot.",
    nobody: "Belum ada pengguna. Tambahkan seorang pengguna untuk memulai.", messageActions: "Pilihan pesan", download: "Unduh",
    other: "English", unread: "pesan baru", editing: "Mengubah pesan", deletedAccount: "Akun dihapus", noCommands: "Bot belum memasang perintah.",
    openPhoto: "Buka foto", opensLink: "membuka tautan", copiesText: "menyalin teks", choose: "Pilih pengguna",
  },
  en: {
    title: "Kinerja – demonstration", clock: "Demonstration clock", people: "People",
    hour: "+1 hour", day: "+1 day", month: "Next month", deadline: "Next deadline", phones: "Phones",
    addPhone: "Add a phone", addPerson: "Add a person", name: "Name", note: "Role (a note)",
    language: "Language", cancel: "Cancel", save: "Save", playing: "You are",
    closePhone: "Close this phone", more: "Chat options", chat: "Chat", toEnd: "To the newest message",
    commands: "Command menu", attach: "Attach", message: "Message", keyboard: "Keyboard",
    send: "Send", typing: "is typing…", bot: "bot", start: "Start", unblock: "Unblock the bot",
    block: "Block the bot", clear: "Delete the chat", photo: "Photo", document: "File", voice: "Voice message (file)",
    video: "Video", contact: "My contact", location: "Location", reply: "Reply", edit: "Edit", remove: "Delete",
    copy: "Copy text", forward: "Forward to the bot", edited: "edited", protected: "Protected: cannot be forwarded or copied",
    silent: "Sent silently", copied: "Copied to the clipboard", forwarded: "Forwarded from", shareContact: "Share your phone number with the bot?",
    shareLocation: "Share your location with the bot?", share: "Share", ok: "OK", openLink: "Open this link?", open: "Open",
    offline: "Connection lost, trying again…", empty: "No messages yet. Press Start to greet the bot.",
    nobody: "Nobody is here yet. Add a person to begin.", messageActions: "Message options", download: "Download",
    other: "Bahasa Indonesia", unread: "new messages", editing: "Editing a message", deletedAccount: "Deleted account", noCommands: "The bot has set no commands yet.",
    openPhoto: "Open the photo", opensLink: "opens a link", copiesText: "copies text", choose: "Choose a person",
  },
};

let language = localStorage.getItem("language") === "en" ? "en" : "id";

export const word = (name) => WORDS[language][name] ?? name;
export const locale = () => (language === "id" ? "id-ID" : "en-GB");

export function switchLanguage() {
  language = language === "id" ? "en" : "id";
  localStorage.setItem("language", language);
}

// Fill in the words of a part of the page that was written with data-text, data-label and data-hint.
export function translate(root) {
  document.documentElement.lang = language;
  for (const node of root.querySelectorAll("[data-text]")) node.textContent = word(node.dataset.text);
  for (const node of root.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", word(node.dataset.label));
    if (node.tagName === "BUTTON") node.title = word(node.dataset.label);
  }
  for (const node of root.querySelectorAll("[data-hint]")) node.placeholder = word(node.dataset.hint);
}

const ZONE = "Asia/Jakarta";

export const timeOf = (seconds) =>
  new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", timeZone: ZONE }).format(seconds * 1000);

export const dayOf = (seconds) =>
  new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long", year: "numeric", timeZone: ZONE }).format(seconds * 1000);

export const momentOf = (seconds) =>
  `${new Intl.DateTimeFormat(locale(), { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: ZONE }).format(seconds * 1000)}, ${timeOf(seconds)} WIB`;

export function sizeOf(bytes) {
  const format = (value) => new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(value);
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1 << 20 ? `${format(bytes / 1024)} KB` : `${format(bytes / (1 << 20))} MB`;
}
