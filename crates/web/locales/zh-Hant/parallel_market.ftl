# The parallel market and its clock.

parallel-label = 平行市場
parallel-title = 平行市場：
parallel-money = 這裡的錢都不是真的。
parallel-clock = 時鐘：
parallel-move = 撥動時鐘

simulated-label = 模擬銀行
simulated-title = 這個市場的銀行是模擬的：
simulated-money = 這裡的錢都不是真的，但時鐘是真的。

clock-shift-start = 到我的班次開始
clock-shift-end = 到我的班次結束
clock-plus-day = 往後一天
clock-friday = 到星期五早上

invalid-clock = 請選 `shift-start`、`shift-end`、`friday`，或一個時刻，例如 2026-11-27T17:00:00Z。

said-moved = 平行市場的時鐘已撥動。
said-stayed = 您接下來沒有班：平行市場的時鐘沒有撥動。
