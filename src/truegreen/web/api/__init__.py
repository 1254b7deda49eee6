"""The workspace for programs: one file per noun with its ``CALLS``; what pages show and do, under the same rules."""
