"""Firefox Translations: small neural models; the engine is in `engine`."""
