"""The rules: pure functions of values; they return a value or raise ``Refused``."""
