import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naftiko_gen.stub.paths import Template, variables


def _match(template: str, path: str) -> tuple[str, ...] | None:
    segments = path.removeprefix("/").split("/")
    slash = segments[-1] == ""
    return Template.parse(template).match(segments[:-1] if slash else segments, slash)


@pytest.mark.parametrize(
    ("template", "path", "keys"),
    [
        ("/rooms", "/rooms", ("rooms",)),
        ("rooms", "/rooms", ("rooms",)),
        ("/rooms/{id}", "/rooms/a%2Fb", ("rooms", "a/b")),
        ("/rooms/{{ id }}", "/rooms/7", ("rooms", "7")),
        ("/rooms/${id}", "/rooms/7", ("rooms", "7")),
        ("/rooms/{id}?x=1", "/rooms/7", ("rooms", "7")),
        ("/tags/{arn}#keys", "/tags/7", ("tags", "7")),
        ("/Invoice Items", "/Invoice%20Items", ("Invoice Items",)),
        ("/caf\u00e9", "/caf%C3%A9", ("caf\u00e9",)),
        ("/a%20b", "/a%20b", ("a b",)),
        ("/rooms.json", "/rooms.json", ("rooms",)),
        ("/rooms/{id}.json", "/rooms/7.json", ("rooms", "7")),
        ("/Items('{id}')/Lines", "/Items(%277%27)/Lines", ("Items", "7", "Lines")),
        ("/Items({id})", "/Items(7)", ("Items", "7")),
        ("/jobs/{id}:run", "/jobs/7:run", ("jobs", "7", "run")),
        ("/jobs/{id}:run", "/jobs/7%3Arun", ("jobs", "7", "run")),
        ("/act_{account}/ads", "/act_7/ads", ("7", "ads")),
        ("/{chart}-{version}.tgz", "/web-1.tgz", ("web-1.tgz",)),
        ("/rooms/", "/rooms/", ("rooms",)),
        ("/rooms/", "/rooms", ("rooms",)),
        ("/", "/", ()),
        ("", "/", ()),
        ("/a//b", "/a//b", ("a", "", "b")),
    ],
)
def test_a_path_that_fits(template: str, path: str, keys: tuple[str, ...]) -> None:
    assert _match(template, path) == keys


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("/rooms", "/Rooms"),
        ("/rooms", "/rooms/"),
        ("/rooms/{id}", "/rooms/"),
        ("/rooms/{id}", "/rooms"),
        ("/rooms/{id}", "/rooms/a/b"),
        ("/rooms/{id}/x", "/rooms//x"),
        ("/jobs/{id}:run", "/jobs/:run"),
        ("/jobs/{id}:run", "/jobs/7:stop"),
        ("/a.b", "/aXb"),
    ],
)
def test_a_path_that_does_not_fit(template: str, path: str) -> None:
    assert _match(template, path) is None


def test_the_fixed_segment_is_less_vague_than_the_variable_one() -> None:
    templates = ["/jobs/{id}", "/jobs/{id}:run", "/jobs/search"]
    ordered = sorted(templates, key=lambda text: Template.parse(text).vagueness)
    assert ordered == ["/jobs/search", "/jobs/{id}:run", "/jobs/{id}"]


@settings(max_examples=50)
@given(st.text(alphabet="a/{}$:(.%?#\ud800\u00e9 ", max_size=12))
def test_any_text_is_a_template(text: str) -> None:
    template = Template.parse(text)
    segments = ["a"] * len(template.segments)
    keys = template.match(segments, trailing_slash=False)
    assert keys is None or len(keys) == len(template.shape)


def test_names_of_variables() -> None:
    assert variables("https://{{HOST}}:${PORT}/{ tenant }/{{env.X}}") == (
        "HOST",
        "PORT",
        "tenant",
        "env.X",
    )
    assert variables("/plain/{unclosed") == ()
