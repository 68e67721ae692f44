# Goods in stock.

offering-left = 剩下
offering-restock = 現在有幾件
offering-restock-go = 儲存

refusal-stock-too-few = 只剩 { $left } 件：請選少一點。
refusal-stock-no-pieces = 訂單中每樣東西至少一件：請填要幾件。
refusal-stock-not-this-many = 件數可為 0 到 { $most }：請填另一個數字。
refusal-stock-not-taken = 只有被保留的件數能還回，而這些本來就空著：不用再做什麼。
