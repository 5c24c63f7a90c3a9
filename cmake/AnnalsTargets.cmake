# Helpers that keep the build files down to names.

add_library(annals_warnings INTERFACE)
target_compile_options(annals_warnings INTERFACE "$<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wno-sign-conversion;-Wnon-virtual-dtor;-Werror>")
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # Wrong about strings put together with + in g++ 12 (GCC bug 105651).
  target_compile_options(annals_warnings INTERFACE -Wno-restrict)
endif()
if(ANNALS_SANITIZE)
  add_compile_options(-fsanitize=${ANNALS_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ANNALS_SANITIZE})
endif()
if(ANNALS_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

# annals_library(NAME LIBRARY...): src/NAME/*.cc as annals_NAME. Names of our own libraries need no prefix.
function(annals_library name)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cc)
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")
  if(NOT sources)  # a library whose first source is still to come
    file(WRITE ${CMAKE_BINARY_DIR}/empty.cc "")
    set(sources ${CMAKE_BINARY_DIR}/empty.cc)
  endif()
  add_library(annals_${name} STATIC EXCLUDE_FROM_ALL ${sources})
  target_include_directories(annals_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(annals_${name} PRIVATE annals_warnings)
  foreach(library ${ARGN})
    if(TARGET annals_${library})
      target_link_libraries(annals_${name} PUBLIC annals_${library})
    else()
      target_link_libraries(annals_${name} PUBLIC ${library})
    endif()
  endforeach()
endfunction()

# annals_fingerprint(LIBRARY FOLDER...): reading_version() in the library, which changes with the sources in src/FOLDER.
function(annals_fingerprint library)
  set(files "")
  set(folders "")
  foreach(folder ${ARGN})
    file(GLOB found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.cc ${CMAKE_SOURCE_DIR}/src/${folder}/*.h)
    list(FILTER found EXCLUDE REGEX "_test\\.cc$")
    list(APPEND files ${found})
    list(APPEND folders ${CMAKE_SOURCE_DIR}/src/${folder})
  endforeach()
  list(JOIN folders "|" folders)
  set(output ${CMAKE_BINARY_DIR}/reading_version.cc)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} "-DFOLDERS=${folders}" -P ${CMAKE_SOURCE_DIR}/cmake/fingerprint.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/fingerprint.cmake
    VERBATIM)
  target_sources(annals_${library} PRIVATE ${output})
endfunction()

# annals_embed(LIBRARY SYMBOL FOLDER... [AFTER FILE...]): the files below the folders, as one archive inside the library, under SYMBOL_begin and
# SYMBOL_end. AFTER names files whose making changes what the folders hold.
# scripts/pack_archive.py describes the archive; languages/archive.h reads it.
function(annals_embed library symbol)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  cmake_parse_arguments(embed "" "" "AFTER" ${ARGN})
  set(files ${embed_AFTER})
  foreach(folder ${embed_UNPARSED_ARGUMENTS})
    file(GLOB_RECURSE found CONFIGURE_DEPENDS ${folder}/*)
    list(APPEND files ${found})
  endforeach()
  set(archive ${CMAKE_BINARY_DIR}/${symbol}.bin)
  set(assembly ${CMAKE_BINARY_DIR}/${symbol}.S)
  add_custom_command(
    OUTPUT ${archive}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/scripts/pack_archive.py ${archive} ${embed_UNPARSED_ARGUMENTS}
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/scripts/pack_archive.py)
  file(CONFIGURE OUTPUT ${assembly} CONTENT [[
    .section .rodata
    .global @symbol@_begin
    .global @symbol@_end
    .balign 16
@symbol@_begin:
    .incbin "@archive@"
@symbol@_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
]] @ONLY)
  set_source_files_properties(${assembly} PROPERTIES OBJECT_DEPENDS ${archive})
  target_sources(annals_${library} PRIVATE ${assembly})
endfunction()

# annals_page(FOLDER): the page of web/, built by npm into FOLDER. Without npm's packages (scripts/setup installs them) the folder stays empty and the
# program is built without the page.
function(annals_page folder)
  find_program(NPM npm)
  file(MAKE_DIRECTORY ${folder})
  if(NOT NPM OR NOT EXISTS ${CMAKE_SOURCE_DIR}/web/node_modules/vite)
    message(WARNING "web/node_modules is missing: the program is built without its page (scripts/setup installs it)")
    file(TOUCH ${folder}.stamp)
    return()
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/src/* ${CMAKE_SOURCE_DIR}/web/public/*)
  add_custom_command(
    OUTPUT ${folder}.stamp
    COMMAND ${NPM} --silent run build -- --outDir ${folder} --emptyOutDir --logLevel warn
    COMMAND ${NPM} --silent run report -- --outDir ${folder}/report --emptyOutDir --logLevel error
    COMMAND ${CMAKE_COMMAND} -E touch ${folder}.stamp
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/web
    DEPENDS ${sources} ${CMAKE_SOURCE_DIR}/web/index.html ${CMAKE_SOURCE_DIR}/web/package-lock.json ${CMAKE_SOURCE_DIR}/web/vite.config.ts ${CMAKE_SOURCE_DIR}/web/vite.report.config.ts
    COMMENT "Building the page")
endfunction()
