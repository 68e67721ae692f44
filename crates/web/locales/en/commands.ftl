# Refusals that any command can meet.

refusal-command-not-yours = Only the person it belongs to can do this: sign in with the account it belongs to.
refusal-command-not-the-market = The market does this by itself, or a bank or register does: wait for it.
