# When a person or a thing is free.

home-now = 我可以工作
home-now-two = 接下來 2 小時
home-now-four = 接下來 4 小時
home-now-tonight = 今晚，下午6時起
home-now-tomorrow = 明天，上午9時至下午5時
home-now-other = 其他時段
home-on-offer = 您說了您有空
home-no-notice = 這段時間不需要事先通知您。
home-on-offer-terms = 離{ $place } { $distance }以內，每小時至少 { $money }。
home-stop = 我還是沒空

week-title = 您有空的時段
week-title-thing = 可以使用的時段
week-lead-thing = 別人可以在這些時段直接預約，不用先問。
week-no-offering = 請先說明您做什麼，再說明什麼時候。
week-usual = 您的每週時段
week-usual-thing = 每週時段
week-not-free = 沒空
week-add-title = 在每週時段加上時間
week-days = 星期
week-from = 從
week-until = 到
week-until-hint = 較早的時間表示隔天早上。
week-add = 加上這段時間
week-remove = 移除
week-days-wrong = 請至少勾選一天
week-time-wrong = 請選一個時間
week-of-all = 這 { $count } 件的每週時段都一樣。
week-piece = 第 { $number } 件

week-views = 顯示方式
week-as-list = 清單
week-as-grid = 表格
week-total = 每週{ $length }
grid-how = 請勾選您有空的小時，然後儲存。
grid-paint-how = 按住並拖曳來塗色。
grid-keys-how = 方向鍵在格子間移動，空白鍵勾選，Shift 加方向鍵會照前一格繼續。
grid-finger = 用手指塗色
grid-hour = { $day }，{ $hours }
grid-part = { $day }，{ $hours }，其中一部分
grid-save = 儲存這些時間
grid-copy = 儲存，星期二到星期五照星期一

exceptions-of-one = 這些日子是給 { $count } 件中的一件：
exceptions-title = 不一樣的日子
exceptions-none = 沒有。每週都照每週時段。

exception-add-title = 加一個不一樣的日子
exception-kind = 這一天您
exception-kind-thing = 這一天它
exception-also = 另外有空
exception-not = 沒空
exception-date = 日期
exception-until-hint = 從午夜到午夜就是整天。
exception-add = 加上這一天
exception-kind-wrong = 請選「沒空」或「另外有空」

invalid-quarters = 請填從一刻鐘到較晚一刻鐘的時間，例如 17:00 到 21:15。

refusal-availability-not-offered = 您只能預約工作者提供的時段，這些不是：請選其他時段或另一個人。
refusal-availability-taken = 這些時段有一部分已被預約：請選其他時段或另一個人。
refusal-availability-taken-by-you = 這些時段有一部分您已經預約：請到您的預約，或選其他時段。
refusal-availability-not-held = 只有被保留的時段能還回，而這些本來就空著：不用再做什麼。
refusal-availability-past = 您只能更改還沒過去的時段：請選較晚的時間。
refusal-availability-too-many = 每週時段同時最多可有 { $most } 個更改：請先移除一個，再加另一個。

said-added = 您的時段已儲存。
said-free = 您的時段已儲存。下面寫著別人是否找得到您。
said-removed = 已移除。
