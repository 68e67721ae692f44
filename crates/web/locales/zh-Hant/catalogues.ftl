# Catalogues: goods.

goods-title = 買東西
goods-words = 您要找什麼
goods-sector = 種類
goods-go = 看看有什麼
goods-none = 您附近沒有人賣這種東西。請換個說法，或把距離放寬。
goods-each = 每件 { $money }
goods-each-left = 每件 { $money }，還有 { $left } 件
goods-of = { $name }，距離 { $distance }，還有 { $left } 件
goods-stall = { $name } 賣的東西
goods-how = 取貨方式
goods-collection = 我自己去拿
goods-delivery = 送來或寄來
goods-continue = 檢查這張訂單
goods-check = 向 { $name } 購買前請檢查
goods-hold-how = 我們會以這個價格為您保留這些商品幾分鐘。您現在不用付錢。
goods-hold = 保留並繼續
goods-none-chosen = 請至少選一件
goods-found = 找到 { $count } 樣

invalid-order = 請至少選一件商品。

refusal-catalogues-not-these-lines = 一張訂單可有 1 到 { $most } 樣不同的東西，每樣只列一次：請修改訂單。
refusal-catalogues-several-sellers = 一張訂單只能向一位賣方購買：其餘的請另開一張訂單。
refusal-catalogues-not-open = 這樣東西現在沒有在賣：請選別的。
