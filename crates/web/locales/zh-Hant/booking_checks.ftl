# Booking checks: the rules, and what each said.

rules-title = 規則
rules-lead = 市場在讓您看到任何人之前，會檢查以下全部規則。
rules-demo = 標示「示範」的規則可以運作，但還沒有律師檢查過。
rules-terms = 市場對每筆預約的規定
rules-pack = 檢查這些是否就是現行規則
rules-pack-how = 每份契約都用這個檢查碼註明它依據的規則集。
rules-source = 出處
rules-since = 自{ $date }起
rules-from-until = { $from }至{ $until }
rules-read-on = { $date }查閱。
rules-read-rule = 閱讀這條規則和它的出處

rule-demo = 示範
rule-draft = 撰寫中
rule-in-force = 有效
rule-suspended = 暫停
rule-repealed = 已廢止

check-rules = 檢查過的規則
check-rules-how = 檢查了 { $count } 條規則，這筆預約可行。
check-rules-link = 看每條規則和它的結果

trace-title = 檢查過的規則
trace-lead = 每條規則用平常的話說明它的要求，以及它在這裡的結果。
trace-back = 回到檢查
trace-outcome = 結果：
trace-passes = 不反對這筆預約。
trace-refuses = 這筆預約不允許。
trace-warns = 這筆預約允許，但有提醒。
trace-floor = 這段時間的價格不可低於以下所列。
trace-cap = 這段時間的價格不可高於以下所列。
trace-subsidy = 由基金支付一部分。
trace-adds = 它在價格中加上一項。
trace-personal = 只有當事人可以看。
trace-how = 怎麼得出這個結果
trace-check = 自己檢查
trace-pack = 規則集：
trace-facts = 它得知的事實：

refusal-booking-checks-denied = 依規則「{ $rule }」，這筆預約不允許。請在規則清單閱讀它，再選其他時段或另一個人。
refusal-booking-checks-below-floor = 依規則「{ $rule }」，這段時間至少要付 { $least }：請選另一個人；如果是您的工作，請把價格提高。
