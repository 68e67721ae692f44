# Stored availability: work, things and spaces.

things-title = 借東西

spaces-title = 使用場地

hires-sector = 種類
hires-post-code = 您附近的郵遞區號
hires-from-day = 從哪一天
hires-from = 從
hires-until-day = 到哪一天
hires-until = 到
hires-radius = 您願意走多遠
hires-any-distance = 不限距離
hires-go = 看看有什麼可用
hires-none = 那時沒有這種東西可用。請試其他時段、另一個種類，或把距離放寬。
hires-of = { $name } 的
hires-bond = 押金 { $money }，會退還
hires-bond-how = 您也要付押金。押金會自動退還，除非 { $name } 要求其中一部分：那要附照片，而且會先問您。
hires-owner = 物主
hires-hold-how = 我們會以這個價格為您保留幾分鐘。您現在不用付錢。
hires-hold = 保留並繼續
hires-found = { $count } 件可用
hires-choose = 選 { $name }

invalid-hire = 請選開始之後的結束時間，以 15 分鐘為單位，最多晚 400 天。

refusal-stored-availability-too-far = 這個人最遠到離家 { $most_meters }：請選近一點的地點，或另一個人。
refusal-stored-availability-too-long = 這最多可用 { $most_days } 天：請選短一點的時間。
refusal-stored-availability-not-so-paid = 這份工作是無償的而您找有償的，或正好相反：請搜尋另一種。
refusal-stored-availability-not-open = 這份工作沒有刊登時不能預約：請選另一個人。
refusal-stored-availability-past = 預約的開始要比現在晚：請選較晚的時間。
refusal-stored-availability-too-far-ahead = 預約最晚在{ $latest }開始：請選較早的日子。
refusal-stored-availability-too-soon = 這位工作者需要更早通知：請選{ $earliest }以後開始，或另一個人。
refusal-stored-availability-too-short = 這位工作者接受{ $least_minutes }以上的預約：請加長時間，或選另一個人。

said-held = 在您考慮時，這會為您保留。
weeks-link = 預約同樣的時間好幾週
weeks-title = { $name }，再來一次
weeks-lead = 這些是 { $name } 在同樣時間有空的週，每週有自己的價格。每一週是一筆單獨的預約。
weeks-which = 哪幾週？
weeks-hint = 在您考慮時會為您保留。每一筆分別預約和付款。
weeks-one = { $hours }：您支付 { $money }
weeks-hold = 為我保留這些
weeks-none = 接下來幾週都不行。
weeks-others = 這些不行
said-weeks-held = 已為您短暫保留。請逐一打開來預約。

refusal-weeks-not-these-weeks = 請至少選一週，每週選一次，而且不超過往後 { $most } 週。
