# SPDX-License-Identifier: Apache-2.0
# Writes OUT, a C++ source holding the documents of FOLDER, so that the program finds its templates wherever it lies.
file(GLOB documents "${FOLDER}/*.storm.json")
list(SORT documents)
set(rows "")
foreach(document IN LISTS documents)
  get_filename_component(file "${document}" NAME)
  string(REPLACE ".storm.json" "" name "${file}")
  file(READ "${document}" text)
  # A string literal may hold 64 KiB in every compiler: longer texts are put together of several.
  string(LENGTH "${text}" length)
  set(literals "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8000 part)
    string(APPEND literals "\n     R\"storm(${part})storm\"")
    math(EXPR at "${at} + 8000")
  endwhile()
  string(APPEND rows "    {\"${name}\",${literals}},\n")
endforeach()
file(
  WRITE "${OUT}"
  "// Made from resources/examples by app/cli/embed_templates.cmake.\n#include \"app/cli/templates.hpp\"\n\n"
  "namespace stormglass::cli {\n\nconst std::vector<Template>& templates() {\n    static const std::vector<Template> all{\n"
  "${rows}    };\n    return all;\n}\n\n} // namespace stormglass::cli\n")
