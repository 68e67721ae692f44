# Amendment: calling off.

trade-cancel-title = 取消
trade-cancel-open = 取消要付多少錢
trade-cancel = 取消這筆預約
trade-cancel-free = { $moment }前取消免費，您付的錢會全部退回。
trade-cancel-late = 現在取消要付 { $due }，您可拿回 { $back }。
trade-cancel-seller = 全部款項會退給 { $name }，您的紀錄會顯示您取消了這筆預約。

said-cancelled = 這筆預約已取消。
