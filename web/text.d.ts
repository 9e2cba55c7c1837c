// What is loaded later brings its own style sheets, as text, and icons, as element and attributes (build.mjs).
declare module '*.css' {
  const text: string;
  export default text;
}
declare module '*/icons.json' {
  const icons: [name: string, shapes: [tag: string, attributes: [string, string][]][]][];
  export default icons;
}
