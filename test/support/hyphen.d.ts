declare module "hyphen/fi/index.js" {
  export function hyphenateSync(text: string): string;
}
