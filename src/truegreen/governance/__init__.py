"""The rules between two parties, as pure functions on frozen nouns: who may, by when, what next."""
