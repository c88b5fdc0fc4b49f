/** Pages that say why a request was refused: what happened, what was kept, what to do next. */
export const problems = {
  title400: 'We cannot read this address',
  explanation400:
    'Something in it is no letter or sign. Open the page from one of our links, or begin at the first page.',
  title403: 'This form came from another site',
  explanation403:
    'For your safety we only take what is sent from our own pages. Nothing was saved. Open the page here and send it again.',
  title404: 'There is no page at this address',
  explanation404:
    'It may have been moved, or a letter went missing on the way. The link on your paper may still help.',
  title405: 'That cannot be done here',
  explanation405: 'This address can be read, but nothing can be sent to it. Nothing was changed.',
  title413: 'That is more than we can take at once',
  explanation413:
    'Nothing was saved. Go back, shorten what you wrote or choose a smaller file, and send it again.',
  title415: 'This was not sent by one of our forms',
  explanation415:
    'We can only read what our own pages send. Nothing was saved. Open the page here and send it again.',
  title429: 'That was a lot at once',
  explanation429: 'Please wait a few minutes and try again. Nothing you sent before is lost.',
  title500: 'Something broke on our side',
  explanation500: 'It is not your doing, and it has been written down. Go back and try again in a minute.',
  title503: 'We cannot reach our records just now',
  explanation503:
    'Nothing was saved, and nothing that was there before is lost. Keep what you typed: go back in your browser and send it again in a minute.',
  home: 'To the first page',
} as const;
