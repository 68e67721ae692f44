# Amendment: calling off.

trade-cancel-title = Call off
trade-cancel-open = What calling off would cost
trade-cancel = Call off this booking
trade-cancel-free = It costs nothing until { $moment }. All your money comes back.
trade-cancel-late = Now it costs { $due }. You get { $back } back.
trade-cancel-seller = { $name } gets all the money back, and your record shows that you called off.

said-cancelled = The booking is called off.
