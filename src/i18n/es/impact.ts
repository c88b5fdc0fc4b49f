import type { impact as english } from '../en/impact.ts';
import type { Translated } from '../catalog.ts';

/** Lo que los grupos informan y lo que suma. */
export const impact: Translated<typeof english> = {
  'errors.keyInvalid':
    'Este formulario se ha quedado viejo. Abre la página otra vez; lo que escribiste sigue aquí.',
  'errors.nameMissing': 'Ponle un nombre a la medida.',
  'errors.nameTooLong': 'El nombre, en {maximum, number} caracteres como mucho.',
  'errors.unitMissing': 'Di qué se cuenta, por ejemplo «desagües» o «minutos».',
  'errors.unitTooLong': 'La unidad, en {maximum, number} caracteres como mucho.',
  'errors.kindUnknown': 'Elige cómo se suman los resultados.',
  'errors.directionUnknown': 'Elige si es mejor que haya más o que haya menos.',
  'errors.daysNotANumber': 'Escribe los días con un número entero.',
  'errors.daysOutOfRange': 'Elige entre 1 y {maximum, number} días.',
  'errors.monthUnknown': 'Elige meses de la lista.',
  'errors.valueMissing': 'Escribe el resultado o elige «Esta vez no hay nada que contar».',
  'errors.valueAndNothing':
    'Escribiste un resultado y elegiste «Esta vez no hay nada que contar». Quédate con uno de los dos; cero es un resultado.',
  'errors.casesMissing': 'Di de cuántos.',
  'errors.casesBelowOne': 'De cuántos: al menos 1.',
  'errors.moreThanCases': 'Es más que el número del que forma parte.',
  'errors.notANumber': 'Escríbelo con números, por ejemplo 1.234,5.',
  'errors.negative': 'No puede ser menor que cero.',
  'errors.tooLarge': 'Es más de lo que cabe en un informe. ¿Se escapó un dedo?',
  'errors.notWhole': 'Escribe un número entero.',
  'errors.tooManyDecimals': 'Usa tres decimales como mucho.',
  'errors.periodStartMissing': 'Di en qué día empieza el periodo.',
  'errors.periodEndMissing': 'Di en qué día termina el periodo.',
  'errors.periodInFuture': 'El periodo termina después de hoy. Cuenta lo que ya ha pasado.',
  'errors.periodReversed': 'El periodo termina antes de empezar.',
  'errors.periodTooLong': 'Un informe abarca {maximum, number} días como mucho.',
  'errors.textTooLong': 'Usa {maximum, number} caracteres como mucho, por favor.',
  'errors.reasonMissing': 'Di por qué. Basta una frase.',
  'errors.reasonTooLong': 'El motivo, en {maximum, number} caracteres como mucho.',
  'errors.confirmedTooEarly': 'Es pronto para volver a mirar. La medida pide más días.',
  'errors.confirmedAboveClaimed':
    'Es más de lo que se informó al principio. Si la primera cifra se quedó corta, corrígela.',
  'errors.nothingToConfirm': 'Este informe no tiene ninguna cifra que confirmar.',
  'refusals.not-found': 'Eso ya no existe.',
  'refusals.not-allowed': 'Solo los miembros del grupo pueden hacerlo. No se cambió nada.',
  'refusals.a-club': 'Un club no cuenta nada ni escribe informes. Lo que escribiste sigue aquí.',
  'refusals.group-closed': 'Este grupo está cerrado y no recibe informes. Lo que escribiste sigue aquí.',
  'refusals.measure-not-chosen': 'El grupo ya no mide esto. Elige otra medida y vuelve a guardar.',
  'refusals.key-used':
    'Este formulario ya se usó para otro informe. Abre la página de nuevo; lo que escribiste sigue aquí.',
  'refusals.sent-before':
    'De este formulario ya se guardó otra cosa. Lo que escribiste sigue aquí: si es otro informe, guarda de nuevo; si corrige el que se guardó, cambia aquel.',
  'refusals.withdrawn': 'Este informe se retiró, así que ya no se puede cambiar.',
  'refusals.words-removed':
    'Las palabras de este informe se retiraron y no se pueden volver a escribir. Envía el formulario otra vez para corregir las cifras.',
  'refusals.words-emptied':
    'Una corrección no puede quitar todas las palabras. Para retirarlas del todo, usa «Retirar las palabras», más abajo.',
  'refusals.nothing-to-confirm': 'Este informe no tiene nada que confirmar.',
  'refusals.confirmed-too-early': 'Todavía es pronto para volver a mirar.',
  'refusals.not-another-group': 'Elige otro grupo que esté abierto.',
  'refusals.too-many-measures': 'Con cuatro medidas basta. Dejen una antes de tomar otra.',
  'refusals.unknown-measure': 'Esa medida ya no existe.',
  'warnings.reported-already':
    'El grupo ya informó de estos días y ese informe sigue en pie. Si es otro resultado, guárdalo igualmente.',
  'warnings.period-short':
    'Son muchos menos días que en el último informe. La línea muestra el ritmo, y unos pocos días la hacen saltar. Si los días son correctos, guárdalo igualmente.',
  'warnings.email':
    'Esto parece una dirección de correo. No pongas cómo localizar a quienes ayudaron, por favor.',
  'warnings.phone': 'Esto parece un teléfono. No pongas cómo localizar a quienes ayudaron, por favor.',
  'warnings.address':
    'Esto parece una dirección. No pongas dónde viven las personas a quienes ayudaron, por favor.',
  'warnings.name': 'Esto parece el nombre de alguien. No pongas los nombres de quienes ayudaron, por favor.',
};
