"""The knowledge base: read, checked, measured, compiled and loaded here. Curated data stops at the first doubt."""
