# Refusals that any command can meet.

refusal-command-not-yours = Solo puede hacerlo la persona a quien le pertenece: entre con esa cuenta.
refusal-command-not-the-market = Lo hace el mercado solo, o un banco o registro: espere.
