(function () {
  "use strict";
  var table = document.getElementById("devices"), tools = document.getElementById("tools");
  if (!table || !tools) { return; }
  var body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows);
  var words = document.getElementById("words"), level = document.getElementById("level"), shown = document.getElementById("shown");

  function filter() {
    var wanted = words.value.trim().toLowerCase(), count = 0;
    rows.forEach(function (row) {
      var fits = (!level.value || row.dataset.level === level.value) && (!wanted || row.textContent.toLowerCase().indexOf(wanted) >= 0);
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
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute("aria-sort"); });
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    rows = keyed.map(function (entry) { return entry[2]; });
    rows.forEach(function (row) { body.appendChild(row); });
  }

  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (heading, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", function () { sort(column, heading); });
    heading.replaceChildren(button);
  });

  function reveal() {
    var target = /^#d[0-9]+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (target) { target.open = true; target.scrollIntoView(); }
  }

  words.addEventListener("input", filter);
  level.addEventListener("change", filter);
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (one) { one.open = true; });
  });
  tools.hidden = false;
  reveal();
}());
