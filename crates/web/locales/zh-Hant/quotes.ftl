# 徵求報價：需求、報價與結果。

quote-calls-title = 徵求報價
quote-calls-lead = 說清楚您需要什麼。賣方互不相見地報價；截止後您比較總共要付多少，再選擇。
quote-calls-none = 現在這裡沒有人徵求報價。請明天再看，或自己徵求。
quote-calls-new = 為您的需要徵求報價
quote-calls-find = 尋找您可以報價的需求
quote-calls-look = 尋找
quote-calls-made = 您徵求的
quote-calls-made-none = 您還沒有徵求過報價。
quote-calls-quoted = 您報過價的
quote-calls-quoted-none = 您還沒有報過價。
quote-call-sector = 是什麼
quote-call-where = 需要地點的郵遞區號
quote-call-line = { $what }，{ $much }
quote-call-line-and = { $what }，{ $much }，另有 { $more } 項
quote-call-amount = { $quantity } { $unit }
quote-call-closes = 報價至 { $moment }
quote-call-closed = 報價已於 { $moment } 截止
quote-call-open = 接受報價
quote-call-deciding = 比較中
quote-call-lines = 需要什麼
quote-call-buyer = 誰徵求
quote-call-when = 何時
quote-call-from-to = { $from } 至 { $until }
quote-call-decide-by = 選擇期限
quote-call-awarded = 總共支付
quote-call-sealed = 報價是密封的：截止前沒有人能看，您也不能。
quote-call-off = 取消徵求
quote-endings = 徵求報價的結果
quote-endings-how = 沒有選最低完整價格的人要用一個詞說明原因。全部在此計數。
quote-ending-lowest = 選了最低的完整價格
quote-ending-earlier = 選了別的：更早
quote-ending-known-seller = 選了別的：認識的賣方
quote-ending-fits-better = 選了別的：更合適
quote-ending-shared = 由幾位賣方分擔
quote-ending-part-is-enough = 只選了一部分
quote-ending-too-dear = 都沒選：太貴
quote-ending-not-as-asked = 都沒選：不是所要的
quote-ending-not-needed = 都沒選：不再需要
quote-ending-too-few = 都沒選：太少無法比較
quote-ending-lapsed = 沒有人及時選擇
quote-ending-called-off = 截止前取消

quote-new-lead = 說得越清楚，報價越好。截止前沒有人看得到報價，您選擇之前什麼都不用付。
quote-new-line = 第 { $number } 項
quote-new-text = 什麼
quote-new-quantity = 多少
quote-new-unit = 單位
quote-new-unit-hint = 例如公斤、件、平方公尺。
quote-new-more-lines = 更多項目
quote-new-description = 其他說明
quote-new-description-hint = 品質、尺寸、已有的東西。所有人都看得到。
quote-new-from = 需要的第一天
quote-new-until = 最後一天
quote-new-street = 街道與門牌
quote-new-street-hint = 只有您選的人知道。不填時，若您的住址在此郵遞區號內，就用您的。
quote-new-how = 貨品如何到您手上
quote-new-how-hint = 工作不問這一項。
quote-new-length = 接受報價多久
quote-new-length-hint = 之後您有 { $time } 可以選擇。
quote-new-go = 徵求報價

quote-open = 您已報價
quote-chosen = 已選中
quote-not-chosen = 未選中
quote-place = 您的排在第 { $place } 位。
quote-asks = 總價，未加手續費
quote-binds = 有效至
quote-how = 您的報價是密封的：截止前沒有別人能看。它在日期之前約束您。截止前您可以修改或收回。
quote-sign-in = 登入以報價
quote-go = 報價
quote-change = 修改您的報價
quote-withdraw = 收回您的報價
quote-title = 報價：{ $what }
quote-which = 用您的哪一項
quote-which-wrong = 請選擇是您的哪一項。
quote-none-offered = 您沒有提供這一類。請先提供，再報價。
quote-quantity = 多少
quote-quantity-hint = 需要：{ $much }。少一些也可以。
quote-price = 這些的總價
quote-price-hint = 未加手續費。沒有這一項時請留空。
quote-delivery = 送貨費
quote-delivery-hint = 可以留空。
quote-needed = 需要的日期：{ $from } 至 { $until }。
quote-ready-on = 貨品備妥的第一天
quote-binds-days = 截止後有效多少天
quote-binds-days-hint = { $least } 至 { $most } 天。

quote-questions = 問與答
quote-question-yours = 您的問題
quote-question-hint = 所有人都看得到問題與回答，但看不到是誰問的。
quote-question-go = 發問
quote-answer = 回答：
quote-answer-yours = 您的回答
quote-answer-go = 回答
quote-answer-none = 尚未回答。

quote-comparison = 並列比較報價
quote-comparison-none = 沒有人報價。
quote-line-head = 項目
quote-when-head = 何時
quote-landed = 您總共支付
quote-left-out = 未報
quote-proposed = 建議
quote-partial = 不完整
quote-make-up = { $name } 的價格組成
quote-not-passing = 這些不符合規則
quote-choose = 選擇
quote-choose-how = 建議的是符合規則且完整的報價中最低的。您要付的錢會立刻從您的錢中取出並保管，直到您拿到所買的。
quote-take = 選 { $name }，總共 { $money }
quote-choose-other = 選別的，或選幾個
quote-choose-which = 誰的
quote-choose-wrong = 請至少選一個。
quote-choice = { $name }，總共 { $money }
quote-choose-go = 選這些
quote-reason = 原因
quote-reason-hint = 公開計數，不含您的名字。
quote-reason-choose = 請選擇
quote-reason-earlier = 更早
quote-reason-known-seller = 以前與這位賣方往來愉快
quote-reason-fits-better = 更符合我的需要
quote-reason-shared = 由幾位分擔
quote-reason-part-is-enough = 一部分就夠了
quote-reason-too-dear = 都太貴
quote-reason-not-as-asked = 都不是我要的
quote-reason-not-needed = 我不再需要
quote-reason-too-few = 太少無法比較
quote-choose-none = 都不選
quote-choose-none-go = 都不選

inbox-quote-call = 查看徵求報價

said-quote-call-opened = 賣方現在可以報價。
said-quote-call-off = 已取消。
said-quoted = 您的報價已收到，密封至截止。
said-quote-withdrawn = 您的報價已收回。
said-quote-asked = 您的問題已送出。
said-quote-answered = 您的回答已送出。
said-quote-awarded = 已預訂。
said-quote-none = 都沒有選。

notice-quote-call-opened = { $quotes ->
   *[other] 報價已截止，共有 { $quotes } 份。請比較並在 { $until } 前選擇。
}
notice-quote-call-chosen = 您的報價被選中：您收到 { $receives }。請看您的預訂。
notice-quote-call-not-chosen = 選了另一份報價，總共 { $total }。您的排在 { $quotes } 份中的第 { $place } 位。
notice-quote-call-none-chosen = 沒有報價被選中。
notice-quote-call-lapsed = 沒有人及時選擇，徵求已結束。報價不再有約束。
notice-quote-call-called-off = 您報過價的徵求已取消。您的報價不再有約束。
notice-quote-call-asked = 有人對您的徵求提出問題。
notice-quote-call-answered = 您的問題有了回答。

refusal-quotes-bad-call = { $field ->
    [until_on] 最後一天不能早於第一天或截止日，也不能晚於截止後一年：請寫另一天。
    [handing_over] 貨品要送達或自取，工作則不用：請重新選擇。
   *[other] 每一項需要 1 至 1,000,000：請寫另一個數字。
}
refusal-quotes-not-in-sector = 只有工作與貨品可以徵求報價：請選擇一種工作或貨品。
refusal-quotes-not-that-long = 接受報價的時間為 { $least_hours } 小時至 { $most_days } 天：請選擇其他長度。
refusal-quotes-not-these-lines = 要有 1 至 { $most } 項：請至少寫一項，或去掉一些。
refusal-quotes-too-many-calls = 您有 { $most } 個未結束的徵求：請先在其中選擇。
refusal-quotes-over = 已經結束：請看結果。
refusal-quotes-sealed = 報價在截止前是密封的：請等到截止。
refusal-quotes-own-call = 這是您自己徵求的：請讓別人報價和發問。
refusal-quotes-not-this-sector = 您選的與所徵求的不是同一類：請選別的。
refusal-quotes-bad-quote = { $field ->
    [lines] 請至少報一項：寫下數量和價格。
    [quantity] 每一項可報 1 至所需的數量：請寫另一個數字。
    [price] 價格要大於零：請寫另一個，或去掉這一項。
    [delivery] 送貨費要大於零，而且只有送貨時才有：請寫另一個金額，或留空。
    [ready_on] 請說明貨品哪一天備妥：寫下日期。
   *[other] 請說明工作何時進行：寫下日期、時間和長度。
}
refusal-quotes-not-in-time = 不在需要的時間內：請在第一天與最後一天之間選一天。
refusal-quotes-too-many-quotes = 這個徵求已有 { $most } 份報價（含修改），不再接受：請找別的。
refusal-quotes-no-quote = 沒有這份報價：請再看一次。
refusal-quotes-not-bound-that-long = 報價在截止後有效 { $least_days } 至 { $most_days } 天：請寫另一個數字。
refusal-quotes-expired = 日期已過，不再有約束。
refusal-quotes-needs-reason = 這不是符合規則且完整的報價中最低的：請說明為什麼選它。
refusal-quotes-too-much = 合起來第 { $line } 項超過您所需：請少選一些。
refusal-quotes-too-many-questions = 已有 { $most } 個問題，不再接受：請看已有的。
refusal-quotes-answered = 這個問題已有回答：請看回答。
