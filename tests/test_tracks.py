"""Each list was written apart from the signs; a question not in the bank is a text."""

import pytest

from voicecoach.questions import built_in, from_text
from voicecoach.tracks import guess_track

PARAPHRASES = {
    "python": (
        "Could you implement a decision tree from scratch?",
        "How would you code up logistic regression in NumPy?",
        "Write a function that finds duplicate rows in a huge file.",
        "Show me how you'd preprocess a messy data set with pandas.",
        "Your training loop is slow. What would you change in the code?",
        "Write an iterator that reads batches from disk and explain it to me.",
        "How would you refactor this class so that it can be tested?",
        "What is the time complexity of your k-means code, and can you do better?",
        "Implement PCA without any library.",
        "Write your own tokenizer in Python.",
    ),
    "explain": (
        "Can you explain dropout to a non-technical manager?",
        "What's the difference between bagging and boosting?",
        "In plain English, what is a neural network?",
        "How does gradient boosting work?",
        "Explain to my grandmother what a language model does.",
        "What does statistical significance mean?",
        "Explain L1 and L2 regularisation.",
        "How do embeddings work, and why are they useful?",
        "What is reinforcement learning?",
        "Tell a beginner what overfitting means.",
    ),
    "ambiguity": (
        "Design a search engine for a company that has no click data.",
        "How would you approach demand for a product that is not out yet?",
        "Suppose we want to detect fake accounts but have no labels.",
        "Our conversion dropped last week. How would you tackle it?",
        "Imagine the goals keep changing as you build. How do you proceed?",
        "We need a chatbot for everything. Where would you start?",
        "How would you design a moderator for fifty languages?",
        "The requirements are vague. How do you move forward?",
        "How would you measure whether a voice assistant is any good?",
        "Should we build our own model or buy one? How would you decide?",
    ),
    "impact": (
        "Describe the project with the biggest business impact you had.",
        "Tell me about something you built that saved the company money.",
        "Which model that you improved are you most proud of?",
        "Tell me about a time you made a pipeline faster.",
        "What is your greatest accomplishment?",
        "Tell me about a product you launched and what it changed.",
        "Give me an example of when you delivered results under a tight deadline.",
        "Describe a time when your work moved a metric.",
        "Tell me about a project that failed.",
        "Tell us about a system you optimised and what that saved.",
    ),
    "team": (
        "Tell me about a conflict with a coworker.",
        "Describe a time you got tough feedback from your boss.",
        "Have you ever mentored a junior colleague?",
        "Tell me about a time when you demonstrated leadership.",
        "Tell me about a time you had to work with somebody difficult.",
        "When did you and your manager disagree, and what happened?",
        "Tell me about a time when you were working with a team and faced a challenge.",
        "Give me an example of working across teams.",
        "Describe a situation where the plan changed and you had to adapt.",
        "Tell me about an argument at work and how you resolved it.",
    ),
}
UNRELATED = (
    "What time is it?",
    "Where is the bathroom?",
    "Do you want some coffee before we begin?",
    "Please read the following sentence aloud.",
    "The weather has been lovely this week.",
    "How was your flight?",
    "When could you start?",
    "What are your salary expectations?",
    "Can you hear me well?",
    "My favourite colour is green.",
    "Say your name and the date.",
    "",
)


def test_paraphrases_are_recognised_nine_times_in_ten():
    cases = [(track, text) for track, texts in PARAPHRASES.items() for text in texts]
    right = sum(guess_track(text) == track for track, text in cases)
    assert right >= 0.9 * len(cases)


@pytest.mark.parametrize("text", UNRELATED)
def test_what_is_no_such_question_has_no_track(text):
    assert guess_track(text) is None


@pytest.mark.parametrize(
    "text",
    ["Tell me about yourself.", "Why should we hire you?", "What is your weakness?"],
)
def test_questions_of_no_track_stay_without_one(text):
    assert guess_track(text) is None


def test_a_question_of_the_bank_has_its_own_track_whatever_it_sounds_like():
    for question in built_in():
        assert from_text(question.text).track == question.track


def test_where_a_track_is_guessed_the_bank_agrees_nine_times_in_ten():
    guessed = [(guess_track(item.text), item.track) for item in built_in()]
    sure = [pair for pair in guessed if pair[0] is not None]
    assert sum(guess == track for guess, track in sure) >= 0.9 * len(sure)
    assert len(sure) >= 0.6 * len(guessed)


def test_case_and_punctuation_do_not_matter():
    assert guess_track("TELL ME ABOUT A CONFLICT with a coworker") == "team"
