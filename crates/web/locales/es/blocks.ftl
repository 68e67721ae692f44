# Blocks.

blocks-title = Personas con las que no trata
blocks-lead = Solo usted ve esta lista, y a nadie se le dice que está en ella.
blocks-how = No se les ofrece el uno al otro, y no empieza nada nuevo entre ustedes. Lo que ya acordaron sigue en pie.
blocks-none = No hay nadie en esta lista. Puede añadir a alguien desde una reserva con esa persona.
blocks-ask = No tratar más con { $name }
blocks-add = Poner en la lista
blocks-remove = Quitar de la lista

refusal-blocks-yourself = Esta lista es para otras personas: elija a alguien más.
refusal-blocks-too-many = Puede tener { $most } personas en esta lista: quite una antes de añadir otra.
refusal-blocks-not-together = Esto no se puede hacer entre ustedes dos. Elija a otra persona.

said-blocked = Ya no tratan el uno con el otro. A nadie se le dice.
said-unblocked = Por su parte, pueden volver a tratar el uno con el otro.
