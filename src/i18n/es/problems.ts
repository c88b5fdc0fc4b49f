import type { problems as english } from '../en/problems.ts';
import type { Translated } from '../catalog.ts';

/** Páginas que dicen por qué no se atendió una petición: qué pasó, qué se conservó, qué hacer ahora. */
export const problems: Translated<typeof english> = {
  title400: 'No podemos leer esta dirección',
  explanation400:
    'Hay algo en ella que no es ni letra ni signo. Abre la página desde uno de nuestros enlaces, o empieza por la primera.',
  title403: 'Este formulario llegó desde otro sitio',
  explanation403:
    'Por tu seguridad, solo aceptamos lo que se envía desde nuestras propias páginas. No se guardó nada. Abre la página aquí y vuelve a enviarlo.',
  title404: 'No hay ninguna página en esta dirección',
  explanation404:
    'Puede que se haya movido, o que falte una letra. El enlace de tu papel quizá todavía sirva.',
  title405: 'Eso no se puede hacer aquí',
  explanation405: 'Esta dirección se puede leer, pero no se le puede enviar nada. No se cambió nada.',
  title413: 'Es más de lo que podemos recibir de una vez',
  explanation413:
    'No se guardó nada. Vuelve atrás, acorta lo que escribiste o elige un archivo más pequeño, y envíalo de nuevo.',
  title415: 'Esto no lo envió ninguno de nuestros formularios',
  explanation415:
    'Solo podemos leer lo que envían nuestras propias páginas. No se guardó nada. Abre la página aquí y vuelve a enviarlo.',
  title429: 'Han sido muchas peticiones seguidas',
  explanation429: 'Espera unos minutos y vuelve a intentarlo. Nada de lo que enviaste antes se ha perdido.',
  title500: 'Algo falló por nuestra parte',
  explanation500:
    'No es culpa tuya, y ha quedado anotado. Vuelve atrás e inténtalo otra vez dentro de un minuto.',
  title503: 'Ahora mismo no podemos consultar nuestros registros',
  explanation503:
    'No se guardó nada, y nada de lo que había se ha perdido. Conserva lo que escribiste: vuelve atrás en el navegador y envíalo de nuevo dentro de un minuto.',
  home: 'A la primera página',
};
