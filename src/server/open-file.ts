/** Answers with a public file that any site may read. */
export function openFile(body: string, type: string): Response {
  return new Response(body, { headers: { 'content-type': type, 'access-control-allow-origin': '*' } });
}
