(function () {
  "use strict";
  var all = Array.prototype.slice;
  function one(id) { return document.getElementById(id); }
  function every(selector) { return all.call(document.querySelectorAll(selector)); }

  var table = one("devices"), heads = all.call(table.tHead.rows[0].cells), body = table.tBodies[0];
  var rows = all.call(body.rows), words = one("words"), shown = one("shown");
  var choices = [["level", "level"], ["white", "white"], ["status", "statuses"]]
    .map(function (pair) { return [one(pair[0]), pair[1]]; })
    .filter(function (pair) { return pair[0]; });
  var texts = new WeakMap();

  function text(row) {
    if (!texts.has(row)) { texts.set(row, row.textContent.toLowerCase()); }
    return texts.get(row);
  }

  function filter() {
    var wanted = words.value.trim().toLowerCase(), count = 0;
    rows.forEach(function (row) {
      var fits = choices.every(function (pair) {
        return !pair[0].value || (row.dataset[pair[1]] || "").split(" ").indexOf(pair[0].value) >= 0;
      }) && (!wanted || text(row).indexOf(wanted) >= 0);
      row.hidden = !fits;
      count += fits ? 1 : 0;
    });
    shown.textContent = count === rows.length ? "" : count + " of " + rows.length + " shown";
  }

  function key(row, column) {
    var cell = row.cells[column];
    return cell.dataset.sort === undefined ? cell.textContent.trim().toLowerCase() : Number(cell.dataset.sort);
  }

  function sort(column, heading) {
    var up = heading.getAttribute("aria-sort") !== "ascending";
    var keyed = rows.map(function (row, place) { return [key(row, column), place, row]; });
    keyed.sort(function (a, b) { return (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]) * (up ? 1 : -1); });
    heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    rows = keyed.map(function (entry) { return entry[2]; });
    rows.forEach(function (row) { body.appendChild(row); });
  }

  function openAll(open) { every("details.device").forEach(function (device) { device.open = open; }); }

  function reveal() {
    var found = /^#d[0-9]+(-r[0-9]+)?$/.test(location.hash) && one(location.hash.slice(1));
    if (!found) { return; }
    for (var part = found; part; part = part.parentElement) { if (part.tagName === "DETAILS") { part.open = true; } }
    found.scrollIntoView();
  }

  heads.forEach(function (heading, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", "Sort by " + heading.textContent.trim());
    heading.appendChild(button);
    heading.addEventListener("click", function () { sort(column, heading); });
  });
  words.addEventListener("input", filter);
  choices.forEach(function (pair) { pair[0].addEventListener("change", filter); });
  one("open-all").addEventListener("click", function () { openAll(true); });
  one("close-all").addEventListener("click", function () { openAll(false); });
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", function () { openAll(true); });
  one("tools").hidden = false;
  one("openers").hidden = !rows.length;
  reveal();
}());
