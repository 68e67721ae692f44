# Options assembly: the search for work, and the check before a booking.

search-paid = 報酬
search-paid-yes = 有償工作
search-paid-no = 無償幫忙，給慈善團體和公共機關
search-title = 您需要什麼？
search-again = 再找一次
search-sector = 工作種類
search-post-code = 郵遞區號
search-post-code-hint = 例如 97214
search-date = 日期
search-from = 從
search-minutes = 多久
search-go = 看看誰有空
search-date-wrong = 請選一天
search-date-past = 請選還沒過去的時間
search-from-wrong = 請選工作開始的時間
search-minutes-wrong = 請選工作要多久
search-found = { $count ->
    [0] 那時沒有人有空
   *[other] { $count } 人有空
}
search-found-more = 超過 { $count } 人有空
search-sort = 排列順序
search-sort-price = 價格最低
search-sort-distance = 最近
search-sort-record = 履約最多
search-sort-favorites = 喜愛名單優先
search-radius = 範圍
search-show = 顯示
search-shown = { $count } 人中的第 { $from } 到 { $until } 位
search-next = 下一頁
search-before = 上一頁
search-summary = { $place }附近的{ $sector }，{ $hours }（{ $length }）。
search-change = 更改
search-choose = 選 { $name }
search-order = 為什麼這樣排？
search-order-how = 您付的總價最低的排最前面。一樣時，較近的在前。沒有人能付錢排到前面。
search-order-chosen = 這是您選的順序。在其中相同的，依您付的總價從低到高。沒有人能付錢排到前面。
search-price-time = 價格計算於{ $moment }。
search-nobody = { $moment }沒有人能來。
search-twice = 這一天的時鐘會出現兩次這個時間；這裡是{ $time }。
search-twice-other = 從{ $time }找起
search-nearest = { $moment }有 { $count } 人有空
search-nobody-else = 您也可以試試另一個長度或附近的地點。
search-with = 您指定的人如果有空，會排在最前面。
search-without = 沒有來的人不會顯示。

day-strip-title = { $name }，{ $day }
day-strip-free = 有空 { $hours }
day-strip-taken = 已預約 { $hours }
day-strip-chosen = 您的時段 { $hours }
day-strip-barred = 不允許 { $hours }：{ $why }
day-strip-nothing = 這一天沒有提供時段

option-kept = 最近 { $of } 筆預約履約 { $kept } 筆
option-new = 新來的：還沒有預約
option-in-all = 您付的總價
option-away = 距離 { $distance }
option-ladder = 付給 { $name } 的錢到哪裡去
option-order = 為什麼這樣排？

check-title = 預約 { $name } 前請檢查
check-back = 回到結果
check-price = 價格明細
check-ladder = 付給 { $name } 的錢到哪裡去
check-terms = 您同意的條件
check-who = 誰
check-record = 紀錄
check-work = 工作
check-when = 時間
check-where = 地點
check-travel = 距離
check-sign-in-first = 要保留它，請先登入。之後會回到這一頁。
check-sign-in = 登入並繼續
check-hold-how = 我們會以這個價格為您保留這段時間幾分鐘。您現在不用付錢。
check-hold = 保留並繼續

terms-escrow = 您的錢受到保管，直到您確認。那時才付給 { $name }。
terms-free = 開始前{ $hours }為止，您可以免費取消。
terms-late = 之後取消要付價格的 { $share }。
terms-always-free = 在交付或寄出之前，取消免費。
terms-seller = 如果 { $name } 取消或沒有履行，您不用付錢。
terms-silence = 如果結束後{ $hours }內沒有人表示意見，就算確認。
terms-free-until = 您可在{ $moment }前免費取消。

invalid-minutes = 請選以 15 分鐘為單位的長度，最多 400 天。
invalid-quarter = 請選一刻鐘上的時間，例如 17:00 或 17:15。
