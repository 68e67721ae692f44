# Words of the page and of components that many pages use.

fields-count-wrong = 請填整數，例如 12

page-skip = 跳到主要內容
page-title = { $title } – { $market }
page-title-error = 錯誤：{ $title } – { $market }
page-nav = 主選單
page-crumbs = 您在這裡
page-languages = 語言：
page-machine-made = 這個頁面由機器翻譯，還沒有人逐句讀過。
page-machine-report = 回報翻譯不好的句子
page-open = 這個市場的每條規則、每個價格和每行程式碼都公開。

notice-done = 完成。
notice-warning = 請注意。
notice-problem = 有問題。

empty-nearest = 我們能提供的最接近選項：

summary-change = 更改

form-problems = 有地方需要更正
form-show = 顯示
form-error = 錯誤：
form-month = 月
form-day = 日
form-year = 年

ladder-open = 錢到哪裡去
ladder-made-of = 這個價格的組成

list-earlier = 較早的
map-link = 在地圖上看 { $street }
