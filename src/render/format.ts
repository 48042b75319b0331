import { MarquetryError, show } from "../errors.ts";
import { choice, either, type Option } from "../options/option.ts";
import { asText } from "./given-text.ts";

/**
 * How numbers are written, everywhere in a picture:
 *
 * - `"number"`: whole numbers exactly; fractions to three decimals or six digits, whichever shows more.
 * - `"bytes"`: "1.2 MB", a thousand bytes to the kilobyte, three digits.
 * - `"si"`: "1.2M", with the prefixes of the SI, three digits.
 * - `"percent"`: a share, "12.3%", three digits.
 * - `"currency"`: an amount with two decimals and no sign; `"currency EUR"` adds the sign and has its decimals.
 * - Options of `Intl.NumberFormat`, or a function of one's own.
 */
export type NumberFormat =
  | "number"
  | "bytes"
  | "si"
  | "percent"
  | "currency"
  | `currency ${string}`
  | Intl.NumberFormatOptions
  | ((value: number) => string);

/** Which of the functions that write numbers is meant: kept by this name, so that none is made twice. */
const known = new Map<string, (value: number) => string>();
/** Beyond as many the names are forgotten: a page that makes formats without end must not keep all. */
const MOST_KNOWN = 200;

/** Digits that a rounded number has at least, where it is not whole. */
const DIGITS = 6;
/** Decimals that any number may have. */
const DECIMALS = 3;
/** Digits of what stands with a unit. */
const SHORT_DIGITS = 3;
/** From here on, and below 1e-6, numbers are written with an exponent, as JavaScript does. */
const LARGE = 1e21;
const SMALL = 1e-6;
/** Up to here a thousandth of 1 can be told. */
const MOST_WITH_DECIMALS = 1e12;

/**
 * Makes what writes numbers for people to read.
 *
 * @param format - "number" by default
 * @param locale - a language tag, as "de" or "fr-CH"; English by default, in every environment alike
 * @throws MarquetryError `bad-option`
 * @example numberFormat("bytes", "fr")(1_234_567); // "1,23 Mo"
 */
export function numberFormat(format: NumberFormat = "number", locale?: string): (value: number) => string {
  if (!isFormat(format) || (locale !== undefined && !isLocale(locale))) {
    const [name, option, value] = isFormat(format)
      ? (["locale", localeOption, locale] as const)
      : (["format", formatOption, format] as const);
    const message = `numberFormat: ${name} must be ${option.takes}, not ${show(value)}`;
    throw new MarquetryError("bad-option", message, { value });
  }
  if (typeof format === "function") return (value) => textOf(format, value);
  if (format === "number" && locale === undefined) return exactNumber;
  const name = nameOf(format, locale);
  let write = known.get(name);
  if (!write) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(name, (write = makeFormat(format, locale ?? "en")));
  }
  return write;
}

/** The same for the same writer: of options what is made of them, whatever object they come in. */
function nameOf(format: Exclude<NumberFormat, (value: number) => string>, locale: string = "en"): string {
  if (typeof format === "string") return `${format} ${locale}`;
  return JSON.stringify(new Intl.NumberFormat(locale, format).resolvedOptions());
}

/**
 * A number in English: whole ones exactly and their thousands set off by commas, others to three decimals or six
 * digits, whichever shows more.
 */
export function exactNumber(value: number): string {
  const size = Math.abs(value);
  if (!(size < LARGE) || (size < SMALL && size > 0)) return String(inExponent(value));
  const text = Number.isInteger(size) ? size.toFixed(0) : String(rounded(size));
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${value < 0 ? "-" : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** A fraction as it is shown. */
function rounded(size: number): number {
  if (size < 0.1) return Number(size.toPrecision(DIGITS));
  if (size > MOST_WITH_DECIMALS) return Number(size.toFixed(DECIMALS));
  const unit = 10 ** decimalsOf(size);
  return Math.round(size * unit) / unit;
}

/** Decimals that a fraction from 0.1 on is shown to. */
export function decimalsOf(size: number): number {
  return size >= 100 ? DECIMALS : size >= 10 ? 4 : size >= 1 ? 5 : DIGITS;
}

function inExponent(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS));
}

function makeFormat(
  format: Exclude<NumberFormat, (value: number) => string>,
  locale: string,
): (value: number) => string {
  if (typeof format === "object") return intl(locale, format);
  const digits = { maximumSignificantDigits: SHORT_DIGITS };
  if (format === "percent") return intl(locale, { style: "percent", ...digits });
  if (format === "bytes") return bytesFormat(locale);
  if (format === "si") return siFormat(intl(locale, digits));
  if (format === "number") return exactFormat(locale);
  const [, currency] = format.split(" ");
  if (currency !== undefined) return intl(locale, { style: "currency", currency });
  return intl(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** Nothing has no sign, which Intl gives by default to what is rounded to it from below. */
function intl(locale: string, options: Intl.NumberFormatOptions): (value: number) => string {
  const { signDisplay = "auto" } = options;
  // A word that the types of this year do not know.
  const sign = (signDisplay === "auto" ? "negative" : signDisplay) as "auto";
  const written = new Intl.NumberFormat(locale, { ...options, signDisplay: sign });
  return (value) => written.format(value);
}

/** {@link exactNumber} in another language. */
function exactFormat(locale: string): (value: number) => string {
  const write = intl(locale, { maximumFractionDigits: DIGITS });
  const precise = intl(locale, { maximumSignificantDigits: DIGITS });
  const scientific = intl(locale, { notation: "scientific", maximumSignificantDigits: 17 });
  return (value) => {
    const size = Math.abs(value);
    if (!(size < LARGE) || (size < SMALL && size > 0)) return scientific(inExponent(value));
    if (Number.isInteger(value)) return write(value);
    return size < 0.1 ? precise(value) : write(Math.sign(value) * rounded(size));
  };
}

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;

function bytesFormat(locale: string): (value: number) => string {
  const writers = BYTE_UNITS.map((unit) =>
    intl(locale, {
      style: "unit",
      unit,
      unitDisplay: unit === "byte" ? "long" : "short",
      maximumSignificantDigits: SHORT_DIGITS,
    }),
  );
  return (value) => {
    const power = Math.max(0, Math.min(thousandsOf(value), writers.length - 1));
    return writers[power]!(value / 1000 ** power);
  };
}

const PREFIXES = ["q", "r", "y", "z", "a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"]; // prettier-ignore
const NO_PREFIX = 10;

function siFormat(write: (value: number) => string): (value: number) => string {
  return (value) => {
    const power = Math.max(-NO_PREFIX, Math.min(thousandsOf(value), PREFIXES.length - NO_PREFIX - 1));
    const scaled = power < 0 ? value * 1000 ** -power : value / 1000 ** power;
    return write(scaled) + PREFIXES[power + NO_PREFIX]!;
  };
}

/** Of a number rounded to three digits the power of 1000 that leaves one from 1 to 999. */
function thousandsOf(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const exponent = Number(value.toExponential(SHORT_DIGITS - 1).split("e")[1]);
  return Math.floor(exponent / 3);
}

function textOf(format: (value: number) => string, value: number): string {
  const given: unknown = format(value);
  const text = asText(given);
  if (text !== undefined) return text;
  const message = `format gave ${show(given)} for ${value}, not a text`;
  throw new MarquetryError("bad-option", message, { value: given });
}

const names: Option = /* @__PURE__ */ choice(["number", "bytes", "si", "percent", "currency"]);

/** How numbers are written, as an option. */
export const formatOption: Option = /* @__PURE__ */ makeFormatOption();

function makeFormatOption(): Option {
  const byText: Option = {
    takes: `${names.takes}, or "currency EUR" for any currency`,
    choices: names.choices!,
    allows: (value) => typeof value === "string" && isFormat(value),
    parse: (text) => text,
  };
  return either(byText, {
    takes: "options of Intl.NumberFormat or a function",
    allows: (value) => typeof value !== "string" && isFormat(value),
  });
}

/** A language, as an option. */
export const localeOption: Option = {
  takes: 'a language tag, as "de" or "fr-CH"',
  allows: isLocale,
  parse: (text) => text,
};

function isFormat(value: unknown): value is NumberFormat {
  if (typeof value === "function" || names.allows(value)) return true;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return isIntl(value);
  const currency = typeof value === "string" && /^currency (\w+)$/.exec(value)?.[1];
  return Boolean(currency) && isIntl({ style: "currency", currency: currency as string });
}

function isIntl(options: Intl.NumberFormatOptions): boolean {
  try {
    return new Intl.NumberFormat("en", options) instanceof Intl.NumberFormat;
  } catch {
    return false;
  }
}

function isLocale(value: unknown): boolean {
  try {
    return typeof value === "string" && Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}
