"""The questions, a module a theme; each has `questions(crm)`, which gives its list."""
