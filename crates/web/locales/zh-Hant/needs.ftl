# 需求：存下來要找的，以及何時能一起得到。

needs-title = 您的需求
needs-lead = 只要說一次您需要什麼，不論多少人和物品，市場會一直尋找，能全部一起得到時就以一個價錢通知您。
needs-none = 您還沒有存下任何需求。
needs-new = 存下您的需求
need-part = { $count } × { $sector }
need-days = { $days }，{ $from }至{ $until }，{ $time }起，{ $length }
need-found = 全部都能得到
need-found-on = { $day }，{ $cost }
need-waiting = 還未齊全
need-looked = { $moment }找過
need-what = 什麼
need-when = 何時
need-where = 哪裡
need-most = 最多
need-any-price = 任何價錢
need-any-day = 任何一天
need-asked = 您所要求的
need-met = { $when }全部都能得到
need-met-cost = 總共{ $cost }
need-met-how = 這些是現在最便宜的。您預留之前，什麼都不會為您留著：請逐一預留，齊全之後才付款。
need-choose = 查看並預留{ $name }
need-not-yet = 還不能全部一起得到
need-not-yet-how = 市場會繼續尋找，一找到就通知您。日子更多或價錢更高，機會就更大。
need-order = 為什麼是這些？
need-order-how = 每一類都是您總共付得最少的，已含加價和稅；兩類都需要的人，會去沒有別人能做的那一類。沒有人能付錢排在這裡。
need-forget = 忘掉它
need-new-lead = 別人看不到，也不會預留或付款。市場每{ $time }尋找一次。
need-new-name = 您怎麼稱呼它
need-new-name-hint = 方便您認出來，例如「星期六的人手」
need-new-part = 第{ $number }類
need-new-sector = 什麼
need-new-count = 多少
need-new-more = 更多類別的人或物品
need-new-where = 需要的地方的郵遞區號
need-new-from-day = 可以的第一天
need-new-until-day = 可以的最後一天
need-new-weekdays = 可以的星期
need-new-weekdays-hint = 留空表示哪一天都可以。
need-new-most = 全部最多多少錢
need-new-most-hint = 您總共願意付的。留空表示任何價錢。
need-new-go = 存下並尋找

inbox-need = 您的需求

said-need-saved = 已存下。市場正在尋找。
said-need-forgotten = 已忘掉，不再尋找。

notice-need-found = 您需要的全部能一起得到：{ $starts }，總共{ $cost }。
notice-need-over = 您的需求的最後一天已過，不再尋找。

refusal-needs-too-many = 您存下的需求已達上限{ $most }個。請先忘掉一個。
refusal-needs-not-these-parts = 一個需求包含一至{ $most }類人或物品。
refusal-needs-sector-twice = 同一類寫了兩次。請寫一次，並寫明多少。
refusal-needs-not-in-sector = 需求是為了人的工作，以及租用的物品和場地。商品請從目錄訂購。
refusal-needs-not-that-many = 每一類請填一至{ $most }。
refusal-needs-too-far-ahead = 最後一天最多是今天起{ $most_days }天內。
refusal-needs-bad-need = { $field ->
    [weekdays] 第一天與最後一天之間沒有這些日子。請選其他日子。
    [from_on] 第一天已經過去。請選較晚的日子。
    [until_on] 最後一天早於第一天。請選較晚的日子。
    [from] 請選一刻鐘的時間。
    [minutes] 請選需要多久，以一刻鐘計，最多一天。
   *[other] 請寫大於零的金額，或留空。
}
