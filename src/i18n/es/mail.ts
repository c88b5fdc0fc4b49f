import type { Translated } from '../catalog.ts';
import type { mail as english } from '../en/mail.ts';

/** Lo que dicen los correos del portal. */
export const mail: Translated<typeof english> = {
  code: 'O escribe este código',
  sentBy: 'Lo envía el portal de {town}. Qué puede escribirte lo decides tú, en tu página.',
  hello: 'Hola, {name}:',
  helloPlain: 'Hola:',
  'check.subject': 'El correo de {town} llega',
  'check.text': 'Querías ver si el correo de {town} llega. Llega. No hay nada más que hacer.',
  'sign-in.subject': 'Entra en {town}: {code}',
  'sign-in.text': 'Así entras. El enlace y el código sirven durante quince minutos, y una sola vez.',
  'sign-in.join': 'Pediste unirte a un grupo. Tu solicitud sale en cuanto entres en el portal.',
  'sign-in.found': 'Vas a empezar un grupo. Empieza en cuanto entres en el portal.',
  'sign-in.action': 'Entrar',
  'sign-in.after': '¿No lo pediste? Entonces no hagas nada. Sin este correo no entra nadie.',
  'visit-arranged.subject': 'Ven una vez: {group}, {date}',
  'visit-arranged.text': '{group} tiene ganas de conocerte. No traes nada y no prometes nada.',
  'visit-arranged.when': 'Cuándo',
  'visit-arranged.where': 'Dónde',
  'visit-arranged.ask': 'Pregunta por',
  'visit-arranged.action': 'Ver tu visita',
  'visit-arranged.after': '¿No puedes venir? Puedes anularla en tu página, sin dar razones.',
  'visit-asked.subject': 'Alguien pide visitar {group} el {date}',
  'visit-asked.text': '{name} quiere venir una vez. Di que sí y saldrá el correo con el lugar.',
  'visit-asked.action': 'Responder',
  'visit-expected.subject': 'Alguien visita {group} el {date}',
  'visit-expected.text':
    '{name} viene una vez. Una bienvenida en la puerta vale más que cualquier página nuestra.',
  'visit-expected.action': 'Ver quién viene',
  'visit-off.subject': 'La visita del {date} a {group} no viene',
  'visit-off.text':
    '{name} iba a venir una vez ({date}) y lo ha anulado. No hace falta que nadie espere en la puerta, y puede elegir otra fecha.',
  'visit-off.action': 'Ver quién viene',
  'members-opened.subject': 'Alguien que organiza miró quiénes son en {group}',
  'members-opened.text':
    'Una persona que organiza abrió la lista de miembros de {group}: nombres y funciones, sin direcciones.',
  'members-opened.reason': 'Su motivo: «{reason}»',
  'members-opened.action': 'Ver la lista',
  'members-opened.after':
    'Quien organiza ve normalmente solo cuántas personas son. Si el motivo te extraña, pregúntale.',
  'visit-declined.subject': 'Sobre tu visita a {group}',
  'visit-declined.text':
    'Al final el {date} no le va bien a {group}. Hay otras fechas, y otros grupos cerca de ti.',
  'visit-declined.action': 'Buscar un grupo',
  'request-received.subject': '{name} pide unirse a {group}',
  'request-received.text': '{name} quiere unirse a {group}.',
  'request-received.note': 'Escribió: «{note}»',
  'request-received.action': 'Responder',
  'request-received.after': 'Quien no oye nada en dos días rara vez vuelve a preguntar.',
  'request-waiting.subject': '{name} sigue esperando respuesta de {group}',
  'request-waiting.text':
    '{name} pidió unirse a {group} hace dos días. Un no también es respuesta, y más amable que ninguna.',
  'request-waiting.action': 'Responder ahora',
  'accepted.subject': 'Ya formas parte de {group}',
  'accepted.text': 'Desde ahora eres miembro de {group}.',
  'accepted.next': 'Próximo encuentro',
  'accepted.action': 'Abrir tu grupo',
  'declined.subject': 'Sobre tu solicitud a {group}',
  'declined.text': '{group} no puede recibirte esta vez.',
  'declined.word': 'Te dicen: «{answer}»',
  'declined.action': 'Buscar otro grupo',
  'waitlisted.subject': 'Estás en la lista de espera de {group}',
  'waitlisted.text':
    '{group} está completo, con quince. Ocupas el lugar {place} de la lista; te escribimos en cuanto haya plaza.',
  'waitlisted.action': 'Ver tu lugar en la lista',
  'offered.subject': 'Tienes plaza en {group} hasta el {until}',
  'offered.text': 'Quedó una plaza libre en {group} y te toca a ti. Se te guarda hasta el {until}.',
  'offered.action': 'Tomar la plaza',
  'offered.after': '¿Ya no te interesa? Di que no y avisamos enseguida a la siguiente persona.',
  'offer-reminder.subject': 'Queda un día: tu plaza en {group}',
  'offer-reminder.text':
    'La plaza en {group} se te guarda hasta el {until}. Después pasa a la siguiente persona.',
  'offer-reminder.action': 'Tomar la plaza',
  'visit-moved.subject': '{group} se reúne otro día o a otra hora: {date}',
  'visit-moved.text': 'Ibas a venir a {group} ({date}). El grupo ha movido esa reunión y te espera entonces:',
  'visit-moved.asked':
    'Pediste venir a {group} ({date}). El grupo ha movido esa reunión; tu petición vale para la nueva fecha:',
  'visit-moved.after': '¿No puedes venir ese día? Puedes anularla en tu página, sin dar razones.',
  'made-convener.subject': 'Ahora convocas {group}',
  'made-convener.text':
    'Desde ahora convocas {group}: aceptas a quien llega, respondes a las visitas y puedes cambiar lo que dice la página.',
  'made-convener.action': 'Ver quién está en el grupo',
  'visit-cancelled.subject': '{group} no se reúne: {date}',
  'visit-cancelled.text':
    'Ibas a venir a {group} ({date}), pero al final el grupo no se reúne ese día. En su página verás cómo están las cosas.',
  'visit-cancelled.action': 'Abrir el grupo',
  'group-closed.subject': '{group} ha cerrado',
  'group-closed.text':
    '{group} ha cerrado, así que no quedará ninguna plaza libre. Lo que aprendió sigue en su página, y otros grupos cerca de ti tienen sitio.',
  'group-closed.action': 'Buscar un grupo',
  'offer-lapsed.subject': 'La plaza en {group} pasó a la siguiente persona',
  'offer-lapsed.text':
    'No supimos de ti, así que la plaza en {group} siguió adelante. Puedes volver a pedirla.',
  'offer-lapsed.action': 'Abrir el grupo',
  stopReminders: '¿Prefieres que no te recordemos los encuentros? Basta un toque:',
  'meeting-soon.subject': '{group} se reúne el {date}',
  'meeting-soon.text': '{group} se alegra de verte.',
  'meeting-soon.when': 'Cuándo',
  'meeting-soon.where': 'Dónde',
  'meeting-soon.action': 'Abrir el encuentro',
  'report-missing.subject': '¿Qué resultó? {group}, {date}',
  'report-missing.text':
    '{group} se reunió el {date} y nadie ha contado todavía qué resultó. Basta un minuto y medio, y «nada que contar» también es una respuesta.',
  'report-missing.action': 'Escribir el informe',
  'report-missing.after':
    'El enlace sirve durante una semana, sin entrar, para este informe y para nada más. No lo pases a nadie.',
  'quiet-ask.subject': '¿Se sigue reuniendo {group}?',
  'quiet-ask.text':
    'Hace cuatro semanas que no se sabe nada de {group}, y su página dice que está en silencio. Si se reúnen, basta un informe para decirlo. Si descansan o han terminado, también se puede decir: un final merece contarse.',
  'quiet-ask.action': 'Decir cómo están',
  'quiet-ask.after': 'Lo preguntamos una sola vez.',
};
