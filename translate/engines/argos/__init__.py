"""Argos Translate: neural packages on CTranslate2; the engine is in `engine`."""
