"""Do clocks, surveys and definitions hold? One detector per file, found by listing this folder."""
