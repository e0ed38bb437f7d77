"""The life of an object, as every resource has to live it."""
import dataclasses
import typing


@dataclasses.dataclass
class Drift:
    """What somebody else does to the object, and the attributes in which the next plan shows it ("s3.compress")."""
    happens: typing.Callable[[], object]
    attributes: list


@dataclasses.dataclass
class Story:
    address: str                                    # "esdr_s3_lifecycle_rule.it"
    import_id: str                                  # of the object that `replaced` describes
    first: str                                      # whole configurations
    updated: str
    replaced: str
    updates: list                                   # the attributes in which `updated` differs from `first`
    exists: typing.Callable[[], bool]               # whether servers have the object that `replaced` describes
    delete_outside: typing.Callable[[], object]     # removes that object
    drifts: list = dataclasses.field(default_factory=list)      # to the object that `replaced` describes
    not_imported: list = dataclasses.field(default_factory=list)    # attributes that no server knows, such as "verify"
    filled_in: list = dataclasses.field(default_factory=list)       # attributes where the server fills in defaults, which an import shows, and no plan


def tell(workspace, story):
    created(workspace, story)
    updated_in_place(workspace, story)
    replaced(workspace, story)
    drifted(workspace, story)
    deleted_outside(workspace, story)
    imported_by_command(workspace, story)
    imported_by_block(workspace, story)
    destroyed(workspace, story)


def assert_stable(workspace):
    plan = workspace.plan()
    assert plan.is_empty, plan.output


def created(workspace, story):
    workspace.write(story.first)
    plan = workspace.plan()
    assert plan.creates == [story.address], plan.output
    workspace.apply("plan.bin")
    assert_stable(workspace)


def updated_in_place(workspace, story):
    workspace.write(story.updated)
    plan = workspace.plan()
    assert plan.updates == [story.address], plan.output
    assert plan.changed_attributes(story.address) == sorted(story.updates)
    workspace.apply("plan.bin")
    assert_stable(workspace)


def replaced(workspace, story):
    workspace.write(story.replaced)
    plan = workspace.plan()
    assert plan.replaces == [story.address], plan.output
    workspace.apply("plan.bin")
    assert story.exists()
    assert_stable(workspace)


def drifted(workspace, story):
    for drift in story.drifts:
        drift.happens()
        plan = workspace.plan()
        assert plan.updates == [story.address], plan.output
        assert plan.changed_attributes(story.address) == sorted(drift.attributes)
        workspace.apply("plan.bin")
        assert_stable(workspace)


def deleted_outside(workspace, story):
    story.delete_outside()
    assert not story.exists()
    plan = workspace.plan()
    assert plan.creates == [story.address], plan.output
    workspace.apply("plan.bin")
    assert story.exists()


def imported_by_command(workspace, story):
    before = workspace.state[story.address]
    workspace.run("state", "rm", story.address)
    workspace.import_(story.address, story.import_id)
    unlike = story.not_imported + story.filled_in
    assert without(workspace.state[story.address], unlike) == without(before, unlike)
    settle_import(workspace, story)


def imported_by_block(workspace, story):
    workspace.run("state", "rm", story.address)
    workspace.write(f'import {{\n  to = {story.address}\n  id = "{story.import_id}"\n}}\n', "import.tf")
    plan = workspace.plan()
    assert plan.changes[story.address]["importing"] == {"id": story.import_id}
    assert plan.changes[story.address]["actions"] == (["update"] if story.not_imported else ["no-op"]), plan.output
    workspace.apply("plan.bin")
    (workspace.folder / "import.tf").unlink()
    assert_stable(workspace)


def settle_import(workspace, story):
    """A plan after import is empty, but for attributes that only the configuration knows."""
    plan = workspace.plan()
    assert set(plan.changed_attributes(story.address)) <= set(story.not_imported), plan.output
    workspace.apply("plan.bin")
    assert_stable(workspace)


def destroyed(workspace, story):
    workspace.destroy()
    assert not story.exists()
    assert workspace.state == {}


def without(values, names):
    return {name: value for name, value in values.items() if name not in names}
