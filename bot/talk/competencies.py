"""The competencies that feedback may name."""

COMPETENCIES = (
    "Integritas",
    "Kerja sama",
    "Komunikasi",
    "Orientasi pada hasil",
    "Pelayanan publik",
    "Pengembangan diri",
)
"""What feedback may name as strength or as to be developed, where the agency has no list of its own."""
