from tools.local.app import app

app(prog_name="python -m tools.local")
