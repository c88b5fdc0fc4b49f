/** Carries a new calendar's token to the page that shows it once, so that it stands in no address and no log. */
export const calendarCookie = 'new-calendar';
export const calendarCookieSeconds = 300;
