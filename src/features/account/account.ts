/** Who is signed in. */
export interface SignedIn {
  id: string;
  name: string;
  email: string;
  lang: string;
  isOrganizer: boolean;
  sessionId: string;
}
