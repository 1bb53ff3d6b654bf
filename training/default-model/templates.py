"""Reads the phrase files and writes out one wording of a meaning at random. The files say themselves what their signs mean."""
import os
import re

import notation

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "phrases")
SHORT = {
    "~H": "{怎么/如何/怎样/咋/要怎么/应该怎么}", "~W": "{怎么办/怎么处理/咋办/如何解决/怎么弄/该怎么办}",
    "~C": "{能/可以/能不能/可不可以/可否/是否可以}", "~Y": "{为什么/为啥/怎么/为何/凭什么}",
    "~N": "{多久/多长时间/几天/要多久/啥时候能}", "~P": "{在哪/在哪里/哪里/去哪/从哪儿}",
    "~M": "{应/应当/须/必须/需/要}", "~R": "{有权/可以/可/有权利/得}", "~X": "{不得/不可/禁止/不能/不准}",
    "~L": "{本合同/合同/本协议/协议/该合同}", "~I": "{内/之内/以内}"}
FILLED = {
    "<item>": "手机 耳机 电饭煲 冰箱 洗衣机 空调 沙发 床垫 台灯 键盘 平板 相机 手表 衣服 裤子 鞋子 裙子 外套 羽绒服 背包 口红 "
              "面膜 奶粉 尿不湿 玩具 自行车 水杯 锅 微波炉 热水器 净水器 路由器 打印机 电视 茶叶 零食 水果 牛奶 地毯 窗帘 "
              "桌子 椅子 书架 电钻 轮胎 行李箱 眼镜 项链 猫粮 书 音箱".split(),
    "<bank>": "工行 建行 农行 招商 中行 交行 浦发 邮储".split(), "<courier>": "顺丰 中通 圆通 韵达 申通 邮政 京东 快递".split(),
    "<time>": "昨天 今天 前天 上周 周一 上个月 刚才 早上 三天前 下午".split(),
    "<money>": "50块 一百多 三百元 两千块 19.9元 五百 88元 1200元".split()}
PARTIES = {  # who pays or employs, who delivers or works
    "any": [("甲方", "乙方")] * 4, "sale": [("买方", "卖方"), ("需方", "供方"), ("采购方", "供应商"), ("购买方", "出售方"),
                                       ("买受人", "出卖人"), ("定作人", "承揽人"), ("采购人", "供货商")],
    "rent": [("出租方", "承租方"), ("出租人", "承租人"), ("房东", "租客"), ("房东", "租户")],
    "labor": [("公司", "员工"), ("用人单位", "劳动者"), ("单位", "职工")],
    "loan": [("借款人", "出借人"), ("借款方", "贷款方"), ("债务人", "债权人")],
    "work": [("发包人", "承包人"), ("业主", "施工方"), ("建设单位", "施工单位"), ("发包方", "承包方")],
    "svc": [("委托方", "受托方"), ("客户", "服务商"), ("采购方", "服务方"), ("委托人", "受托人")],
    "shop": [("用户", "平台"), ("消费者", "商家")]}
PARTIES_EN = {
    "any": [("Party A", "Party B")] * 2, "sale": [("the Buyer", "the Seller"), ("the Purchaser", "the Supplier"), ("the Buyer", "the Vendor")],
    "rent": [("the Landlord", "the Tenant"), ("the Lessor", "the Lessee")], "labor": [("the Company", "the Employee"), ("the Employer", "the Employee")],
    "loan": [("the Borrower", "the Lender")], "work": [("the Employer", "the Contractor"), ("the Client", "the Contractor")],
    "svc": [("the Client", "the Service Provider"), ("the Customer", "the Provider")], "shop": [("the User", "the Platform")]}
KIND = {"pay": "sale", "term": "any", "general": "any", "liab": "any", "secret": "any", "ip": "svc", "guar": "loan"}


class Meaning:
    """One topic/name line: its wordings in Chinese and in English, and what contradicts it."""

    def __init__(self, line):
        head, _, rest = line.partition(": ")
        self.topic, _, self.name = head.partition("/")
        self.label = head
        wordings, _, contrasts = rest.partition(" !! ")
        chinese, _, english = wordings.partition(" || ")
        self.wordings = {"zh": _cells(chinese), "en": _cells(english)}
        self.contrasts = _cells(contrasts)

    def slots(self):
        return sorted(set(re.findall(r"<([dnwmhpqe])>", " ".join(sum(self.wordings.values(), [])))))


def _cells(text):
    return [cell.strip() for cell in text.split(";") if cell.strip()]


def lines(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip() and not line.startswith("#")]


def meanings(name):
    return [Meaning(line) for line in lines(name)]


def roles(topic, random):
    """Names of the two parties in both languages, for one contract."""
    kind = KIND.get(topic, topic)
    kind = "any" if kind not in PARTIES or random.random() < .4 else kind
    return {"zh": random.choice(PARTIES[kind]), "en": random.choice(PARTIES_EN[kind])}


def values(random):
    return {slot: random.choice(choices) for slot, choices in notation.VALUES.items()}


def fill(text, language, random, parties=None, numbers=None):
    """One wording: alternatives chosen, names and numbers written in."""
    for sign, wording in SHORT.items():
        text = text.replace(sign, wording)
    while True:
        found = re.search(r"\{([^{}]*)\}", text)
        if not found:
            break
        text = text[:found.start()] + random.choice(found.group(1).split("/")) + text[found.end():]
    for sign, words in FILLED.items():
        while sign in text:
            text = text.replace(sign, random.choice(words), 1)
    if parties:
        text = text.replace("<A>", parties[language][0]).replace("<B>", parties[language][1])
    if numbers:
        text = re.sub(r"<([dnwmhpqe])>", lambda found: notation.write(found.group(1), numbers[found.group(1)], language, random), text)
    return text
