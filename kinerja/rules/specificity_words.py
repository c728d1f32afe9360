"""The words that say nothing of their own in feedback, Indonesian and English, by what they are."""

from __future__ import annotations

FUNCTION = """
yang dan atau dengan untuk pada di ke dari dalam agar supaya sehingga karena krn jadi serta juga ini itu
tersebut dapat bisa akan sudah sdh telah masih belum tidak tdk bukan jangan lebih lagi lg saja sangat
sekali cukup kurang terlalu para setiap semua seluruh secara sebagai bagi oleh jika bila tapi tetapi
namun sampai hingga adalah ada kalau saat ketika waktu lebih sebelum sesudah setelah bapak ibu pak bu
anda saudara saudari kamu saya kami kita beliau nya ya yg dgn utk dlm pd hanya saja beberapa hal mohon
tolong harap harapan semoga coba perlu harus hendaknya sebaiknya depan bulan tahun periode minggu sekarang
memang ini tetap terus selalu menurut dibanding daripada
the a an and or with for on in to from of so that because be is are was were has have had will would can
could should more most very too also this it as at by you your we our i my all every each not no but
please keep well
"""

SPOKEN = """
nggih sampun matur nuwun sae sanget pisan hatur nuhun tos teh mah atuh euy deui naon ulah teuing mangga punten
wis ojo sing kudu iki kuwi karo lan ora nanging wes yen opo suwun mugi mugia panjenengan sampeyan rek yo ya
kali nian bana lah kah deh sih kok dong nih tuh kan ni tu kayak banget sekalian abang bang kang mas mbak mba
kak kakak uda uni bli neng akang torang kitorang ngana deng pe gitu gini begitu begini gmn bagaimana kenapa ben luwih maneh apik tingkatken digawe gawe damel kerjana laporanipun laporane damelan apik lieur teuing
sip joss jos mantul okeh yuk ayo sob bos bro sis amin aamiin
deadline ingat catatan baca asal greget
a an n per tanggal hari jam pukul nip nrp
"""
"""How people speak in chats and regions, and what leads a number that says nothing."""

CEREMONY = """
sehubung sehubungan berhubung perihal maksud dimaksud hormat sampai disampaikan perundang undangan
perundangundangan peraturan permenpanrb permen perpres prinsip prinsipnya hakikat hakikatnya dasar dasarnya kiranya sebagaimana
mestinya apabila bilamana mungkin memungkinkan berikut berikutnya masing tersendiri oleh itu maka pertama
sebesar besar setinggi segala upaya waktu tenaga pikiran curah curahkan ucap ucapkan mengucapkan haturkan
rangkaian laksana halangan rintang suatu apa pun bersyukur balas kebaikan beserta staf milik memiliki seperti tantang berat
ibadah amal berkah keberkahan doa rahmat ridho sehat kesehatan keluarga limpah tuhan allah swt insya
inspirasi inspiratif teladan bersama negeri nusa tanah air bakti pengabdian abdi lelah henti tulus ikhlas
paham memahami sadar menyadari rasa merasa kiprah sumbangsih jerih payah curahan
cermat lebihcermat hati hatihati giat giatkan gerak langkah aspek segi sisi kedepannya
"""
"""Words of letters and speeches: long, polite, and the same for everybody."""

STOCK = """
baik bagus oke ok sip mantap beres kendor jiwa keren jempol gas gaspol noted alhamdulillah syukur puji tuhan aman bangga good job great nice fine excellent hebat luar biasa puas memuaskan sesuai
target tetap ekspektasi pertahan tingkat lanjut semangat terima kasih thanks thank thx selama kerja keras
kinerja prestasi capai hasil laku laksana tugas jalan lancar umum keseluruhan karya jadi terbaik terbaiknya
patut layak sukses konsisten konsistensi laporan lapor terima ditingkatkan dipertahankan sukses salut apresiasi jaya tanggung jawab disiplin penuh
done work continue improve improvement performance result results expected expectation target met
"""

GENERAL = """
koordinasi komunikasi pihak kait optimal maksimal efektif efisien rekan sejawat atas bawah pimpin arahan arah
tim unit organisasi instansi bidang bagian kegiatan giat proaktif inisiatif inovasi inovatif kualitas mutu
layan masyarakat publik kompetensi latih pelatihan tepat cepat tertib rapi teliti salah minimal perbaik baik
benah bentuk kembang maju kemajuan progres progress signifikan pokok fungsi administrasi manajemen selesai
penyelesaian kendala hambat masalah atasi konsisten integritas loyalitas loyal dedikasi jaga utama penting sop
laku berlaku sama kerja kerjasama mampu tunjuk dampak positif rasa perhati perhatian sungguh beri bantu dukung
siap lengkap percaya ikut harap nilai plus nomor satu juara peningkatan peran aktif partisipasi motivasi
kontribusi komitmen etos budaya prosedur atur aturan ketentuan tentu standar realisasi rencana program
hadap hadapi kedepan ke
mari wujud prima tata kelola bersih lumayan poles kuasa penguasaan teknologi informasi dalam perdalam ritme
turun bangun jejaring luas pangku kepentingan patuh kepatuhan deliver delivered usual nothing special mention
analisis asah responsif minta kuantitas dorong didorong hasil memadai output keterbatasan batas
semoga senantiasa amanah insan manfaat bermanfaat bangsa negara daerah sinergi sinergitas kolaborasi kolaboratif
lintas sektor jalin demi tujuan capai tercapai zona nyaman gali potensi diri belajar mudah menyerah serah
tantang tantangan sistematis struktur terstruktur kompak kekompakan harmonis keharmonisan antarpegawai pegawai
lihat melihat ada perubahan ubah arah kritik cambuk beban tinggi zaman dinamika lingkungan adaptif adaptasi
sesuai menyesuaikan profesional profesionalisme akuntabel kapasitas kapabilitas wawasan pengetahuan ilmu
keterampilan terampil sumber daya fokus prioritas skala solid saling nyata kreativitas produktif produktivitas
tupoksi amat begitu kian makin semakin sangat patut layak sungguh penuh hati sepenuh cara pola pikir sikap
perilaku asn berakhlak hal langkah strategi strategis evaluasi tindak tindaklanjut hasilnya manusia umat
jalani emban amanat tugas peluang masa lewat melalui berbagai banyak dunia sesama lain usaha upaya
berusaha jelas perjelas yakin percaya ragu berani ide gagasan keputusan terbuka matang mandiri
solid overall try consistent consistency communicate manage better focus effort commitment potential goal goals
colleagues office role skills skill develop learn learning open professional he she his her they their month year
quality coordination communication team tasks task duties duty responsibility responsible time timely
overall generally effective efficient proactive initiative innovation service discipline
"""

PERSON = """
soleh saleh solehah alim beriman taat ibadah neko someah alus pinter jelema lelet lemot pelit pemberani ngeyel
songong belagu kalem pede minder anaknya
keraskepala penyabar bersahaja sensitif baper baperan plin plan pegang omong figur panutan cari muka dia
malas rajin pintar cerdas bodoh lambat sombong egois manja ceroboh pelupa pemarah marah emosional keras kepala
ramah santun sopan jujur baik hati menyenangkan berbakat bakat pekerja teladan kreatif cekatan andal diandalkan
becus peduli karakter pribadi kepribadian sosok sifat orang orangnya jiwa berjiwa pemimpin calon kuat
mengeluh keluh sulit susah diajak enak ngobrol menolong penolong ngambek wibawa berwibawa integritas menerima masukan berubah dikurangi urus muda anak dedikasi tinggi rendah
mental mentalnya lemah perfeksionis kaku otak otaknya encer paham tukang dasar percaya diri ulet tangguh tipe
periang pemalu penakut gesit santai tersinggung gampang mood moody supel murah senyum humoris luwes
rendah hati gigih tekun telaten judes galak lugu polos cuek pemalas pendiam cerewet bijak bijaksana dewasa tegas penakut pengecut licik pembohong bohong hebat
lazy smart clever stupid slow arrogant selfish careless forgetful honest friendly stubborn talented born leader
person personality character attitude nature
"""
"""Words about what somebody is; those of ``JUDGING`` decide, the others only go along with them."""

JUDGING = """
soleh saleh solehah alim someah pinter lelet lemot ngeyel songong belagu kalem minder anaknya jelema
malas rajin pintar cerdas bodoh sombong egois manja ceroboh pelupa pemarah emosional keraskepala santun sopan
jujur berbakat bakat penyabar bersahaja sensitif baperan baper plin plan panutan muka teladan kreatif becus peduli karakter pribadi kepribadian sosok sifat orangnya berjiwa
pemalas pendiam cerewet bijak bijaksana dewasa penakut pengecut licik pembohong andal diandalkan cekatan
perfeksionis kaku mental mentalnya otak otaknya tukang orang ulet tangguh pemalu gesit santai moody supel
humoris luwes gigih tekun telaten judes galak lugu polos periang
lazy smart clever stupid arrogant selfish careless forgetful honest friendly stubborn talented personality
character
"""
