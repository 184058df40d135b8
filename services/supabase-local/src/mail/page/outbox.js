const find = (id) => document.getElementById(id);
const pollMs = 3000;
let messages = [];
let openId = null;
let shown = "html";

function describeTime(text) {
  const time = new Date(text);
  const isToday = time.toDateString() === new Date().toDateString();
  return isToday
    ? time.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })
    : time.toLocaleDateString([], { day: "numeric", month: "short" });
}

function matches(message, wanted) {
  return [message.subject, ...message.to].some((text) => text.toLowerCase().includes(wanted));
}

function drawList() {
  const wanted = find("filter").value.trim().toLowerCase();
  const visible = messages.filter((message) => matches(message, wanted));
  const focused = document.activeElement?.dataset?.id;
  find("list").replaceChildren(
    ...visible.map((message) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.id = message.id;
      if (message.id === openId) button.setAttribute("aria-current", "true");
      const parts = [
        ["item-subject", message.subject || "(no subject)"],
        ["item-time", describeTime(message.receivedAt)],
        ["item-to", message.to.join(", ")],
      ];
      for (const [name, text] of parts) {
        const part = document.createElement("span");
        part.className = name;
        part.textContent = text;
        button.append(part);
      }
      button.addEventListener("click", () => void openMessage(message.id, true));
      const item = document.createElement("li");
      item.append(button);
      return item;
    }),
  );
  if (focused) document.querySelector(`[data-id="${focused}"]`)?.focus();
  find("empty").hidden = visible.length > 0;
  find("empty").querySelector(".empty-title").textContent =
    messages.length > 0 ? "No message matches" : "No mail yet";
  find("count").textContent = messages.length > 0 ? String(messages.length) : "";
}

async function load({ isAsked = false } = {}) {
  try {
    const response = await fetch("/api/messages");
    const body = await response.json();
    const isNew =
      body.messages[0]?.id !== messages[0]?.id || body.messages.length !== messages.length;
    messages = body.messages;
    if (isNew || isAsked) drawList();
    if (isAsked) say(`${messages.length} messages`);
  } catch {
    say("The outbox does not answer");
  }
}

function say(text) {
  find("status").textContent = text;
}

async function openMessage(id, moveFocus) {
  const response = await fetch(`/api/messages/${encodeURIComponent(id)}`);
  if (!response.ok) return close();
  const message = await response.json();
  openId = id;
  location.hash = id;
  find("nothing").hidden = true;
  find("open").hidden = false;
  find("main").classList.add("reading");
  find("subject").textContent = message.subject || "(no subject)";
  find("from").textContent = message.from;
  find("to").textContent = message.to.join(", ");
  find("time").dateTime = message.receivedAt;
  find("time").textContent = new Date(message.receivedAt).toLocaleString();
  const files = message.attachments.map((file) => `${file.name} (${file.type})`).join(", ");
  for (const part of ["attachments", "attachments-label"]) find(part).hidden = files === "";
  find("attachments").textContent = files;
  find("as-html").disabled = message.html === "";
  find("html").src =
    message.html === "" ? "about:blank" : `/messages/${encodeURIComponent(id)}/page`;
  drawText(message.text);
  show(message.html === "" ? "text" : shown);
  drawList();
  if (moveFocus) find("message").focus({ preventScroll: false });
}

function drawText(text) {
  const pieces = text.split(/(https?:\/\/[^\s<>"]+)/);
  find("text").replaceChildren(
    ...pieces.map((piece, index) => {
      if (index % 2 === 0) return document.createTextNode(piece);
      const link = document.createElement("a");
      link.href = piece;
      link.target = "_blank";
      link.rel = "noreferrer";
      link.textContent = piece;
      return link;
    }),
  );
}

function show(view) {
  find("html").hidden = view !== "html";
  find("text").hidden = view !== "text";
  find("as-html").setAttribute("aria-pressed", String(view === "html"));
  find("as-text").setAttribute("aria-pressed", String(view === "text"));
}

function close() {
  openId = null;
  history.replaceState(null, "", location.pathname);
  find("open").hidden = true;
  find("nothing").hidden = false;
  find("main").classList.remove("reading");
  drawList();
}

for (const view of ["html", "text"]) {
  find(`as-${view}`).addEventListener("click", () => {
    shown = view;
    show(view);
  });
}
find("refresh").addEventListener("click", () => void load({ isAsked: true }));
find("filter").addEventListener("input", drawList);
find("back").addEventListener("click", () => {
  const id = openId;
  close();
  document.querySelector(`[data-id="${id}"]`)?.focus();
});
async function clear() {
  if (messages.length === 0 || !confirm(`Remove all ${messages.length} messages?`)) return;
  await fetch("/api/messages", { method: "DELETE" });
  close();
  await load({ isAsked: true });
}
find("clear").addEventListener("click", () => void clear());

await load({ isAsked: true });
const wanted = location.hash.slice(1);
if (wanted) await openMessage(wanted, false);
setInterval(() => {
  if (document.visibilityState === "visible") void load();
}, pollMs);
