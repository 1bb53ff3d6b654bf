"""One and the same number, time, share or amount in the many ways that contracts and people write it."""

DIGITS, BANKING = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
ENGLISH = {1: "one", 2: "two", 3: "three", 5: "five", 7: "seven", 8: "eight", 10: "ten", 12: "twelve", 14: "fourteen",
           15: "fifteen", 20: "twenty", 24: "twenty-four", 30: "thirty", 45: "forty-five", 48: "forty-eight",
           60: "sixty", 72: "seventy-two", 90: "ninety", 180: "one hundred and eighty"}


def chinese(number):
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return "十" + (DIGITS[number % 10] if number % 10 else "")
    if number < 100:
        return DIGITS[number // 10] + "十" + (DIGITS[number % 10] if number % 10 else "")
    if number < 1000:
        rest = number % 100
        tail = "" if not rest else "零" + DIGITS[rest] if rest < 10 else ("一" if rest < 20 else "") + chinese(rest)
        return DIGITS[number // 100] + "百" + tail
    return str(number)


def english(number):
    return ENGLISH.get(number, str(number))


def days(number, language):
    if language == "en":
        names = {7: ["one week", "a week"], 14: ["two weeks"], 30: ["one month", "a month"], 60: ["two months"],
                 90: ["three months"], 180: ["six months"]}
        return [f"{number} days", f"{english(number)} days", f"{english(number)} ({number}) days"] + names.get(number, [])
    names = {7: ["一周", "1周", "一个星期"], 14: ["两周", "两个星期"], 15: ["半个月"], 30: ["一个月", "1个月", "30个自然日"],
             60: ["两个月", "2个月"], 90: ["三个月", "3个月", "一个季度"], 180: ["半年", "六个月", "6个月"]}
    plain = chinese(number)
    return [f"{number}日", f"{number}天", f"{plain}日", f"{plain}天", f"{number} 天"] + 2 * names.get(number, [])


def working_days(number, language):
    if language == "en":
        return [f"{number} business days", f"{english(number)} working days", f"{english(number)} ({number}) business days"]
    return [f"{number}个工作日", f"{chinese(number)}个工作日", f"{number}个工作天", f"{number} 个工作日"]


def months(number, language):
    years = number // 12 if number % 12 == 0 else 0
    if language == "en":
        year = [f"{years} year{'s' * (years > 1)}", f"{english(years)} year{'s' * (years > 1)}"] if years else []
        return [f"{number} months", f"{english(number)} months"] + 2 * year
    year = [f"{years}年", f"{'两' if years == 2 else chinese(years)}年"] if years else ["半年"] if number == 6 else []
    return [f"{number}个月", f"{'两' if number == 2 else chinese(number)}个月", f"{number} 个月"] + 2 * year


def hours(number, language):
    if language == "en":
        return [f"{number} hours", f"{english(number)} hours"]
    day = {24: ["一天", "1天", "一昼夜"], 48: ["两天", "2天"], 72: ["三天", "3天"]}.get(number, [])
    return [f"{number}小时", f"{'两' if number == 2 else chinese(number)}小时", f"{number}个小时"] + day


def percent(number, language):
    if language == "en":
        return [f"{number}%", f"{number} percent", f"{english(number)} percent"]
    tenths = [f"{chinese(number // 10)}成"] if number % 10 == 0 and number < 100 else []
    fold = [f"{chinese(number // 10)}折"] if number in (60, 70, 80, 90) else []
    return [f"{number}%", f"百分之{chinese(number)}", f"{number}.0%", f"{number} %"] + tenths + fold


def small_rate(tenthousandths, language):
    share = f"{tenthousandths / 100:g}%"
    if language == "en":
        return [share, f"{tenthousandths / 100:g} percent"]
    if tenthousandths % 10 == 0:
        return [share, f"千分之{chinese(tenthousandths // 10)}", f"{tenthousandths // 10}‰"]
    return [share, f"万分之{chinese(tenthousandths)}"]


def amount(tenthousands, language):
    yuan = tenthousands * 10000
    if language == "en":
        return [f"RMB {yuan:,}", f"CNY {yuan:,}", f"{yuan:,} yuan", f"¥{yuan:,}"]
    formal = {True: [f"人民币{BANKING[tenthousands % 10]}万元整"],
              False: [f"人民币{BANKING[tenthousands // 10 % 10]}拾万元整"]}[tenthousands < 10]
    formal = formal if tenthousands < 10 or (tenthousands < 100 and tenthousands % 10 == 0) else []
    return [f"{tenthousands}万元", f"人民币{tenthousands}万元", f"{yuan:,}元", f"{yuan}元", f"{chinese(tenthousands)}万元",
            f"¥{yuan:,}", f"{tenthousands}万"] + formal


NOTATIONS = {"d": days, "n": days, "w": working_days, "m": months, "h": hours, "p": percent, "q": small_rate, "e": amount}
VALUES = {"d": (3, 5, 7, 10, 14, 15, 20, 30, 45, 60, 90, 180), "n": (3, 5, 7, 10, 15, 30), "w": (2, 3, 5, 7, 10, 15, 20, 30),
          "m": (1, 2, 3, 6, 12, 18, 24, 36, 48, 60), "h": (2, 4, 8, 12, 24, 48, 72),
          "p": (1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 95), "q": (1, 3, 5, 10, 20, 30, 50),
          "e": (1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 80, 100, 200, 500)}


def write(slot, value, language, random):
    return random.choice(NOTATIONS[slot](value, language))
