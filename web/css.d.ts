// What a style sheet is to a script that is loaded later: its text (web/build.mjs).
declare module '*.css' {
  const text: string;
  export default text;
}
