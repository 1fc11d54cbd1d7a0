"""`naftiko-gen init`."""

from __future__ import annotations

from pathlib import Path

import click

STARTER = """\
# A capability: which HTTP API it consumes, and how it offers it to programs and to agents.
#   naftiko-gen lint %(name)s           checks this file
#   naftiko-gen run %(name)s --stub     serves it on an upstream made from it
#   naftiko-gen generate %(name)s -o %(stem)s   writes the package
naftiko: 1.0.0-alpha2
info:
  label: Task list
  description: Tasks of a team, for programs and for agents.

# Variables of the environment. Secrets never stand in this file.
binds:
- namespace: env
  keys:
    TASKS_TOKEN: TASKS_TOKEN

capability:
  # What is called. Each operation becomes a method of a typed client.
  consumes:
  - type: http
    namespace: tasks
    description: The API that keeps the tasks.
    baseUri: https://tasks.example/api
    authentication:
      type: bearer
      token: "{{TASKS_TOKEN}}"
    resources:
    - name: tasks
      path: /tasks
      operations:
      - name: list-tasks
        method: GET
        description: All tasks.
        inputParameters:
        - name: state
          in: query
    - name: task
      path: /tasks/{{task_id}}
      operations:
      - name: get-task
        method: GET
        description: One task.
        inputParameters:
        - name: task_id
          in: path

  # What is offered.
  exposes:
  - type: rest
    namespace: tasks-rest
    port: 8080
    resources:
    - path: /tasks/{{task_id}}
      name: task
      description: One task.
      operations:
      - method: GET
        name: get-task
        description: One task, by its id.
        inputParameters:
        - name: task_id
          in: path
          type: string
          description: Id of the task.
        call: tasks.get-task
        # parameter of the called operation: <namespace of this adapter>.<input>
        with:
          task_id: tasks-rest.task_id
  - type: mcp
    namespace: tasks-mcp
    port: 9090
    description: The tasks of the team.
    tools:
    # A model chooses a tool by its name and description alone.
    - name: list-tasks
      description: Lists the tasks of the team. Give a state to see only open or done ones.
      hints:
        readOnly: true
      inputParameters:
      - name: state
        type: string
        required: false
        description: open or done.
      call: tasks.list-tasks
      with:
        state: tasks-mcp.state
    - name: get-task
      description: Shows one task with all its details, found by its id.
      hints:
        readOnly: true
      inputParameters:
      - name: task_id
        type: string
        description: Id of the task, as list-tasks gives it.
      call: tasks.get-task
      with:
        task_id: tasks-mcp.task_id
"""


@click.command("init")
@click.argument("path", type=click.Path(path_type=Path), default=Path("capability.yaml"))
def command(path: Path) -> None:
    """Write a commented starter spec to PATH."""
    text = STARTER.replace("%(name)s", path.name).replace("%(stem)s", path.stem)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        click.echo(f"naftiko-gen: {path} is there already", err=True)
        raise SystemExit(1) from None
    except OSError as error:
        click.echo(f"naftiko-gen: {path}: {error.strerror}", err=True)
        raise SystemExit(1) from None
    click.echo(f"Wrote {path}.", err=True)
