"""What is remembered is of the state that is asked for, and does not grow without end."""

from storage.memory import Memory


def test_an_answer_is_remembered_for_the_state_it_was_given_in():
    memory = Memory()

    memory.keep("question", 1, b"answer")

    assert memory.recall("question", 1) == b"answer"
    assert memory.recall("question", 2) is None
    assert memory.recall("another", 1) is None


def test_an_answer_takes_the_place_of_the_one_before():
    memory = Memory(room=10)

    for state in range(5):
        memory.keep("question", state, b"12345678")

    assert memory.recall("question", 4) == b"12345678"
    assert memory.recall("question", 0) is None
    assert memory.size == 8


def test_what_was_not_asked_for_longest_makes_room():
    memory = Memory(room=10)
    memory.keep("a", 1, b"1234")
    memory.keep("b", 1, b"1234")
    memory.recall("a", 1)

    memory.keep("c", 1, b"1234")

    assert [name for name in "abc" if memory.recall(name, 1)] == ["a", "c"]
    assert memory.size == 8


def test_what_has_no_room_at_all_is_not_remembered():
    memory = Memory(room=10)

    memory.keep("large", 1, b"12345678901")

    assert memory.recall("large", 1) is None
    assert memory.size == 0
