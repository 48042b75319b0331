import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import {
  attributeNames,
  mapSettings,
  mapSettingsHelp,
  readAttribute,
  usualSettings,
} from "../../src/element/settings.ts";

const FOLDER = join(import.meta.dirname, "../../src/element");
const MODULE = "dist/element/index.js";
const SCHEMA = "1.0.0";

/** Parts of the element's shadow that a page may style. */
const PARTS = {
  title: "what the map is called",
  subtitle: "what it shows",
  bar: "the line above the map",
  path: "the way to the node that fills the view",
  search: "the field to search in, with what it found",
  stage: "what holds the map",
  menu: "the menu to save with",
  tooltip: "what is told of the cell under the pointer",
  card: "what a tap tells of a cell",
  hint: "what key the wheel takes",
  empty: "what is said where there are no data",
  legend: "what the colours mean",
  caption: "a remark below the map",
  source: "where the data come from",
  spinner: "shows that a layout takes long",
  message: "what cannot be used",
};

const PROPERTIES = {
  text: "colour of texts beside the map",
  muted: "colour of what matters less",
  surface: "colour behind texts",
  border: "colour of borders",
  background: "colour behind all, where the scheme is dark",
  focus: "colour of the focus ring",
  rim: "colour beside the lines of focus and selection",
  veil: "colour over what a search does not find",
};

/**
 * The file custom-elements.json, by which editors know the element's attributes, properties and events: a manifest as
 * https://github.com/webcomponents/custom-elements-manifest describes it.
 */
export function customElements(): string {
  const declaration = {
    kind: "class",
    customElement: true,
    name: "MarquetryMap",
    tagName: "marquetry-map",
    description: "a map to look at, to walk through and to search, by mouse, fingers, keyboard and ear",
    superclass: { name: "HTMLElement", package: "global:" },
    attributes: attributes(),
    members: [...settings(), ...ownMembers()],
    events: events(),
    slots: [
      { name: "", description: "shown until the first map is, as a picture drawn by a server" },
      { name: "tooltip", description: "what the tooltip says, with fields as data-field=label" },
    ],
    cssParts: described(PARTS),
    cssProperties: described(PROPERTIES, "--marquetry-"),
  };
  const exported = { name: "MarquetryMap", module: MODULE };
  const exports = [
    { kind: "js", name: "MarquetryMap", declaration: exported },
    { kind: "custom-element-definition", name: "marquetry-map", declaration: exported },
  ];
  const module = { kind: "javascript-module", path: MODULE, declarations: [declaration], exports };
  return `${JSON.stringify({ schemaVersion: SCHEMA, modules: [module] }, null, 2)}\n`;
}

function attributes(): object[] {
  const now = usualSettings();
  return attributeNames.map((name) => {
    const [fieldName] = readAttribute(name, null, now);
    const { usual, choices, keep } = mapSettings[fieldName];
    // The attributes that stand for a part of a setting are lengths.
    const plain = name !== fieldName ? "number" : typeof usual === "object" ? "string" : typeof usual;
    const isListed = !keep && choices?.every((choice) => typeof choice === "string");
    const text = isListed ? choices.map((choice) => JSON.stringify(choice)).join(" | ") : plain;
    return { name, fieldName, type: { text }, description: mapSettingsHelp[fieldName] };
  });
}

/** The settings, as properties. */
function settings(): object[] {
  return membersOf("settings.ts", "MapSettings").map(({ name, type }) => {
    const { usual } = mapSettings[name as keyof typeof mapSettings];
    return {
      kind: "field",
      name,
      type,
      default: JSON.stringify(usual),
      description: mapSettingsHelp[name as keyof typeof mapSettings],
    };
  });
}

function events(): object[] {
  return membersOf("events.ts", "MarquetryEventMap");
}

interface Member {
  readonly name: string;
  readonly type: { readonly text: string };
  readonly description: string;
}

/** The members of an interface, as its file has them. */
function membersOf(file: string, owner: string): Member[] {
  const source = parsed(file);
  const found = source.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === owner,
  );
  return found!.members.filter(ts.isPropertySignature).map((member) => ({
    name: nameOf(member),
    type: { text: member.type!.getText(source) },
    description: summaryOf(member),
  }));
}

/** What the class itself has for a page: state and methods. */
function ownMembers(): object[] {
  const source = parsed("marquetry-map.ts");
  const found = source.statements.find(
    (statement): statement is ts.ClassDeclaration =>
      ts.isClassDeclaration(statement) && statement.name?.text === "MarquetryMap",
  );
  const { members } = found!;
  const writable = new Set(members.filter(ts.isSetAccessor).map(nameOf));
  return members.flatMap((member): object[] => {
    if (!ts.isGetAccessor(member) && !ts.isMethodDeclaration(member)) return [];
    if (ts.isPrivateIdentifier(member.name) || ts.getJSDocTags(member).some(isInternal)) return [];
    const name = nameOf(member);
    const type = { text: member.type!.getText(source) };
    const description = summaryOf(member);
    if (ts.isGetAccessor(member)) {
      return [{ kind: "field", name, type, description, ...(writable.has(name) ? {} : { readonly: true }) }];
    }
    const parameters = member.parameters.map((parameter) => ({
      name: parameter.name.getText(source),
      type: { text: parameter.type!.getText(source) },
      ...(parameter.questionToken || parameter.initializer ? { optional: true } : {}),
    }));
    return [{ kind: "method", name, parameters, return: { type }, description }];
  });
}

function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(FOLDER, file), "utf8"), ts.ScriptTarget.Latest, true);
}

function nameOf(member: ts.ClassElement | ts.TypeElement): string {
  return (member.name as ts.Identifier | ts.StringLiteral).text;
}

function isInternal(tag: ts.JSDocTag): boolean {
  return tag.tagName.text === "internal";
}

/** The comment of a member, without its tags. */
function summaryOf(member: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(member);
  return (ts.getTextOfJSDocComment(comment?.comment) ?? "").replaceAll(/\s+/g, " ");
}

function described(lines: Readonly<Record<string, string>>, start = ""): object[] {
  return Object.entries(lines).map(([name, description]) => ({ name: start + name, description }));
}
