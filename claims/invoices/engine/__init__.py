"""The second OCR engine (RapidOCR) as one process for all readings: loaded once, reached through a Unix socket.

`python -m claims.invoices.engine SOCKET` keeps it running. It takes pixels, never a file to parse, and knows neither
the settings nor the database.
"""
