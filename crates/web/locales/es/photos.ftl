# Photographs.

photo-add = Añadir una foto
photo-choose = Una foto, JPEG o PNG
photo-hint = Solo se guarda lo que muestra, no dónde se tomó.
photo-send = Enviar la foto

invalid-photo = Elija una foto en JPEG o PNG de 12 megabytes como mucho.

refusal-photos-not-this-heavy = Una foto puede tener hasta { $most } bytes: elija una más pequeña.
refusal-photos-not-kept = Solo se puede usar una foto que usted envió: envíela antes.
refusal-photos-too-many = Puede haber { $most } fotos: lo que hay tiene que bastar.

said-photo-kept = La foto está guardada.
