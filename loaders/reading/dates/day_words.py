"""What words such as yesterday, last month or 翌日 mean, counted from a day that is known."""

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS_ON = {
    "翌日": 1, "前日": -1, "the next day": 1, "the following day": 1, "the day after": 1, "on the next day": 1,
    "on the following day": 1, "the previous day": -1, "the day before": -1, "on the previous day": -1,
}  # fmt: skip
_THAT_DAY = {f"{on}that {same}{time}" for on in ("", "on ") for same in ("", "same ")
             for time in ("day", "morning", "afternoon", "evening")}  # fmt: skip
AS_TOLD = {"初日", "同日", "the same day", "on the same day", "cùng ngày", *DAYS_ON, *_THAT_DAY}
YEARS_JA = {"昨年": -1, "前年": -1, "去年": -1, "翌年": 1, "来年": 1, "おととし": -2, "一昨年": -2}
BACK = {"this month": 0, "this week": 0, "last week": 7, "tuần trước": 7, "tuần qua": 7, "先週": 7,
         "last month": 30, "tháng trước": 30, "先月": 30}  # fmt: skip
YEARS = {"last year": -1, "năm ngoái": -1, "this year": 0, "năm nay": 0}
DAYS_BACK_JA = {
    "昨日": 1, "きのう": 1, "昨夜": 1, "昨夕": 1, "一昨日": 2, "おととい": 2, "明日": -1, "あす": -1, "明後日": -2,
    "あさって": -2,
}  # fmt: skip
"""How many days before now those days were that a Japanese word means."""
