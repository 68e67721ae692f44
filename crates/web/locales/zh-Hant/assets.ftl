# Offerings of work, things, spaces and goods, and their prices.

offering-hours = 什麼時候可以用
offering-unpaid = 無償：您付出這段時間
offering-paid = 您要收報酬嗎？
offering-paid-yes = 要，按小時
offering-paid-no = 不要，我付出我的時間
offering-open = 刊登中
offering-paused = 已暫停
offering-pause = 暫時停止刊登
offering-resume = 重新刊登
offering-hourly = 每小時
offering-area = 多遠
offering-area-value = 離{ $place }最遠 { $distance }
offering-new-title = 您提供什麼？
offering-sector = 種類
offering-post-code = 郵遞區號
offering-post-code-hint = 您出發的地方，或東西所在的地方。距離從它的中心算起。
offering-continue = 繼續
offering-price-title = { $sector }：您的價格
offering-create = 刊登這份工作
offering-create-other = 刊登
offering-edit-how = 已保留或已預約的價格不變。
offering-save = 儲存
offering-facts = { $sector }在這裡的薪資
offering-p10 = 十人中有一人低於
offering-median = 中間的那個人
offering-p90 = 十人中有一人高於
offering-facts-source = 每小時，波特蘭都會區：美國勞工統計局，2025年5月。這是事實，不是建議：價格由您決定。

terms-title = 用幾個字說明這是什麼
terms-title-hint = 例如：城市腳踏車，中型
terms-description = 更多說明
terms-count = 您有幾件
terms-per-day = 每天
terms-per-hour = 每小時
terms-bond = 押金
terms-bond-hint = 一切沒問題就退還。沒有請填 0。
terms-late-per-hour = 每晚還一小時
terms-late-hint = 從押金扣，絕不超過押金。
terms-days-max = 一次最多幾天
terms-buffer = 每次租借後留空
terms-no-buffer = 不留
terms-each = 每一件
terms-handing-over = 怎麼交給對方
terms-collection = 對方來拿
terms-delivery = 我送去或寄去
terms-delivery-price = 運費
terms-delivery-hint = 一次購買的全部東西合計。如果您不送，請留空。
terms-ready = 多久之後備好
terms-ready-now = 馬上

home-first-go = 刊登我的工作

found-title = 別人找得到您
found-first = { $work }：最早{ $when }。您收到 { $money }。
found-first-given = { $work }：最早{ $when }。
found-missing = 別人要找到您，還缺
found-missing-else = 還找不到
found-unconfirmed = 確認您的地址：輸入我們寄給您的驗證碼。
found-no-offering = 說明您做什麼、要多少錢。
found-no-hours = 說明您什麼時候有空。
found-hours-go = 選擇時段
found-terms-go = 更改價格和條件
found-checks-go = 出示您有的證明
found-paused = { $work }暫時收起。
found-no-room = { $work }：您最短的預約是{ $least }，接下來兩週沒有這麼長的空檔。
found-no-notice = { $work }：您最短的預約是{ $least }，並要求提前{ $notice }通知，接下來兩週沒有這樣的空檔。
found-refused = { $work }：
offering-not-found = 還找不到

offerings-title = 您提供的項目
offerings-new = 再提供別的
offerings-none = 您還沒有提供任何項目。

rule-hourly = 您一小時要多少錢
rule-hourly-hint = 例如 18.50。您全數收到：市場的份額另外加在上面。
rule-evening-pays = 您每小時要 { $hourly }：{ $when }付給您
rule-evening-least = 依法律，{ $when }至少要付給您 { $money }。
rule-evening-too-little = 這低於法律規定：沒有人能預約您。
rule-evening-try = 看看一個晚上付多少
rule-minimum = 您接受的最短預約
rule-notice = 需要提前多久預約
rule-no-notice = 不需要
rule-distance = 您願意走多遠
rule-more = 晚間、週末、路程和較長的預約
rule-evening = 晚間與夜間加成，百分比
rule-evening-hint = 從{ $from }到{ $until }。10 表示多十分之一。
rule-weekend = 星期六和星期日加成，百分比
rule-weekend-hint = 加成會累加。
rule-short = 臨時通知加成，百分比
rule-short-hint = 給很晚才訂的預約。
rule-short-when = 少於多久算臨時通知
rule-never = 從不
rule-per-km = 路程每公里
rule-per-km-hint = 一英里是 1.6 公里。路程免費請填 0。
rule-longer-from = 多久算較長的預約
rule-longer = 較長預約的折扣，百分比
rule-longer-hint = 最多 90。
rule-money-wrong = 請填金額，例如 18.50
rule-number-wrong = 請填數字，例如 10

refusal-assets-bad-pool = 您可以一起提供 1 到 { $most } 件：請填另一個數字。
refusal-assets-unknown-sector = 我們不認得這種工作：請從清單選一種。
refusal-assets-unknown-place = 我們不認得這個郵遞區號：請檢查五個數字，再填一次。
refusal-assets-too-much = 一小時或一件這樣的單項，最多只能要 { $most }：請檢查金額。
refusal-assets-bad-price-rule = { $field ->
    [hourly] 您一小時的報酬必須大於零：請填金額，例如 18.50。
    [minimum_minutes] 您最短的預約至少要 15 分鐘：請填長一點的時間。
    [currency] 價格使用刊登地的貨幣：請用它填金額。
    [longer_discount_bp] 較長預約的折扣可為 0% 到 90%：請填這之間的比例。
   *[other] 價格的任何部分都不能小於零：請在每個欄位填零或以上。
}

said-offered = 您的工作和價格已儲存。現在說明您什麼時候有空。
said-offered-thing = 已刊登。現在請說明什麼時候可以用。
said-offered-goods = 已刊登。
said-stopped = 這些時段不再提供。
refusal-assets-not-handed-over-so = 不用這種方式交貨：請選另一種。
